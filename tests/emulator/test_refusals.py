"""What Telegram refuses, with Telegram's words."""

import json
from typing import Any

import pytest
from aiohttp import FormData

from tests.emulator.conftest import ANN, TOKEN, Server

UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
GONE = "Bad Request: message to edit not found"


def inline(data: str = "x", text: str = "Xem") -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


@pytest.mark.parametrize(
    ("params", "code", "words"),
    [
        ({"text": ""}, 400, "message text is empty"),
        ({"text": " \n "}, 400, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, 400, "message text is empty"),
        ({"text": "a" * 4097}, 400, "message is too long"),
        ({"text": "😀" * 2049}, 400, "message is too long"),
        ({"text": "x", "parse_mode": "BB"}, 400, "unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            400,
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "chat_id": 5}, 400, "chat not found"),
        ({"text": "x", "chat_id": "@ai_do"}, 400, "chat not found"),
        ({"text": "x", "chat_id": ""}, 400, "chat_id is empty"),
        ({"text": "x", "reply_markup": inline("d" * 65)}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("")}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("ă" * 33)}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": "{"}, 400, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": [1]}, 400, "object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            400,
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 7}}, 400, "message to be replied not found"),
    ],
)
async def test_a_message_telegram_would_not_take(server: Server, params: dict[str, Any], code: int, words: str) -> None:
    assert await server.refusal("sendMessage", **{"chat_id": ANN, **params}) == (code, f"Bad Request: {words}")
    assert server.emulator.messages(ANN) == []


@pytest.mark.parametrize(
    "params",
    [
        {"text": "a" * 4096},
        {"text": "😀" * 2048},
        {"text": f"<b>{'a' * 4096}</b>", "parse_mode": "html"},  # counted after the marks are read
        {"text": "x", "reply_markup": inline("ă" * 32)},
        {"text": "x", "reply_parameters": {"message_id": 7, "allow_sending_without_reply": True}},
    ],
)
async def test_a_message_at_the_limit_is_taken(server: Server, params: dict[str, Any]) -> None:
    await server.result("sendMessage", chat_id=ANN, **params)
    assert len(server.emulator.messages(ANN)) == 1


async def test_forms_and_multipart_are_read_like_json(server: Server) -> None:
    markup = json.dumps(inline("đi"))
    form = {"chat_id": str(ANN), "text": "qua <b>form</b>", "parse_mode": "HTML", "reply_markup": markup}
    multipart = FormData(form, default_to_multipart=True)
    for body in (FormData(form), multipart):
        async with server.http.post(f"{server.url}/bot{TOKEN}/sendMessage", data=body) as response:
            message = (await response.json())["result"]
        assert message["text"] == "qua form"
        assert message["entities"] == [{"type": "bold", "offset": 4, "length": 4}]
        assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "đi"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("bot1:wrong/getMe", (401, "Unauthorized")),
        ("botnonsense/getMe", (401, "Unauthorized: invalid token specified")),
        (f"bot{TOKEN}/sendLove", (404, "Not Found: method not found")),
        ("file/bot1:wrong/documents/file_0", (401, "Unauthorized")),
        (f"file/bot{TOKEN}/documents/file_0", (404, "Not Found")),
    ],
)
async def test_a_wrong_token_or_method(server: Server, path: str, answer: tuple[int, str]) -> None:
    async with server.http.get(f"{server.url}/{path}") as response:
        body = await response.json()
    assert (response.status, body["description"]) == answer


async def test_methods_are_found_whatever_their_case(server: Server) -> None:
    assert (await server.result("GETME"))["is_bot"] is True


async def test_edits(server: Server) -> None:
    async def edit(message: int, text: str, **more: object) -> tuple[int, str]:
        return await server.refusal("editMessageText", chat_id=ANN, message_id=message, text=text, **more)

    mine = await server.emulator.user_sends(ANN, "của tôi")
    plain = (await server.result("sendMessage", chat_id=ANN, text="một", reply_markup=inline()))["message_id"]
    keys = {"keyboard": [["Việc của tôi"]]}
    with_keys = (await server.result("sendMessage", chat_id=ANN, text="phím", reply_markup=keys))["message_id"]

    assert await edit(plain, "một", reply_markup=inline()) == (400, UNCHANGED)
    assert await edit(9999, "hai") == (400, GONE)
    assert await edit(mine, "hai") == (400, "Bad Request: message can't be edited")
    assert await edit(with_keys, "hai") == (400, "Bad Request: message can't be edited")
    assert await edit(plain, "a" * 4097) == (400, "Bad Request: message is too long")
    edited = await server.result("editMessageText", chat_id=ANN, message_id=plain, text="một")
    assert "reply_markup" not in edited  # a keyboard not given again is gone
    same = await server.refusal("editMessageReplyMarkup", chat_id=ANN, message_id=plain)
    assert same == (400, UNCHANGED)


async def test_deleting(server: Server) -> None:
    message = (await server.result("sendMessage", chat_id=ANN, text="một"))["message_id"]
    assert await server.result("deleteMessage", chat_id=ANN, message_id=message) is True
    again = await server.refusal("deleteMessage", chat_id=ANN, message_id=message)
    assert again == (400, "Bad Request: message to delete not found")
    old = (await server.result("sendMessage", chat_id=ANN, text="hai"))["message_id"]
    server.machine.seconds += 48 * 3600 + 1
    assert (await server.refusal("deleteMessage", chat_id=ANN, message_id=old))[0] == 400


async def test_a_press_is_answered_once_and_in_time(server: Server) -> None:
    first = await server.emulator.user_presses(ANN, 100, "x")
    assert server.emulator.answer(first) is None
    long = "a" * 201
    assert (await server.refusal("answerCallbackQuery", callback_query_id=first, text=long))[0] == 400
    await server.result("answerCallbackQuery", callback_query_id=first, text="xong", show_alert=True)
    answer = server.emulator.answer(first)
    assert answer is not None
    assert (answer.text, answer.alert) == ("xong", True)
    assert await server.refusal("answerCallbackQuery", callback_query_id=first) == (400, TOO_OLD)
    assert await server.refusal("answerCallbackQuery", callback_query_id="77") == (400, TOO_OLD)
    late = await server.emulator.user_presses(ANN, 100, "x")
    server.machine.seconds += 151
    assert await server.refusal("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)


async def test_a_press_on_a_message_that_is_gone_carries_only_its_place(server: Server) -> None:
    await server.emulator.user_presses(ANN, 555, "giả")
    query = (await server.result("getUpdates"))[0]["callback_query"]
    assert query["data"] == "giả"
    assert (query["message"]["message_id"], query["message"]["date"]) == (555, 0)


async def test_a_person_who_blocked_the_bot(server: Server) -> None:
    message = (await server.result("sendMessage", chat_id=ANN, text="trước"))["message_id"]
    await server.emulator.user_blocks(ANN)
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await server.refusal("sendMessage", chat_id=ANN, text="x") == blocked
    assert await server.refusal("editMessageText", chat_id=ANN, message_id=message, text="x") == blocked
    assert await server.refusal("sendChatAction", chat_id=ANN, action="typing") == blocked
    with pytest.raises(ValueError, match="blocked"):
        await server.emulator.user_sends(ANN, "x")
    await server.emulator.user_unblocks(ANN)
    await server.result("sendMessage", chat_id=ANN, text="sau")


async def test_files_that_are_not_what_they_should_be(server: Server) -> None:
    async def upload(method: str, field: str, content: bytes) -> str:
        form = FormData({"chat_id": str(ANN)})
        form.add_field(field, content, filename="x.bin")
        async with server.http.post(f"{server.url}/bot{TOKEN}/{method}", data=form) as response:
            return str((await response.json())["description"])

    assert await upload("sendPhoto", "photo", b"not a picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await upload("sendDocument", "document", b"") == "Bad Request: file must be non-empty"
    missing = await server.refusal("sendPhoto", chat_id=ANN)
    assert missing == (400, "Bad Request: there is no photo in the request")
    unknown = await server.refusal("sendDocument", chat_id=ANN, document="AAA")
    assert unknown == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    assert (await server.refusal("getFile", file_id="AAA"))[1] == "Bad Request: invalid file_id"


async def test_a_file_over_20_megabytes_cannot_be_downloaded(server: Server) -> None:
    await server.emulator.user_sends_file(ANN, b"x" * (20 * 1024 * 1024 + 1), "lon.pdf")
    document = (await server.result("getUpdates"))[0]["message"]["document"]
    assert await server.refusal("getFile", file_id=document["file_id"]) == (400, "Bad Request: file is too big")


async def test_actions_commands_and_descriptions(server: Server) -> None:
    wrong = await server.refusal("sendChatAction", chat_id=ANN, action="dance")
    assert wrong == (400, "Bad Request: wrong parameter action in request")
    commands = [{"command": "Viec", "description": "Việc của tôi"}]
    assert await server.refusal("setMyCommands", commands=commands) == (400, "Bad Request: BOT_COMMAND_INVALID")
    commands = [{"command": "viec", "description": "Việc của tôi"}]
    await server.result("setMyCommands", commands=commands)
    await server.result("setMyCommands", commands=[], scope={"type": "all_private_chats"})
    assert await server.result("getMyCommands") == commands
    await server.result("deleteMyCommands")
    assert await server.result("getMyCommands") == []


async def test_rates_are_enforced_only_when_asked(server: Server) -> None:
    for _ in range(40):
        await server.result("sendMessage", chat_id=ANN, text="x")
    server.emulator.enforce_rates()
    answers = [await server.call("sendMessage", chat_id=ANN, text="x") for _ in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [429]
    refused = answers[-1][1]
    assert refused["description"] == "Too Many Requests: retry after 1"
    assert refused["parameters"] == {"retry_after": 1}
    server.machine.seconds += 1
    await server.result("sendMessage", chat_id=ANN, text="x")


async def test_a_file_is_sent_again_only_as_what_it_is(server: Server) -> None:
    await server.emulator.user_sends_file(ANN, b"%PDF", "a.pdf")
    document = (await server.result("getUpdates"))[0]["message"]["document"]
    refused = await server.refusal("sendPhoto", chat_id=ANN, photo=document["file_id"])
    assert refused == (400, "Bad Request: can't use file of type Document as Photo")
