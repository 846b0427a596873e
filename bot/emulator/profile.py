"""What a bot says about itself: commands, names, descriptions; and what it may ask about a chat."""

import json
import re
from typing import Any

from bot.emulator.calls import Call
from bot.emulator.refusals import bad_request
from bot.emulator.world import World

COMMANDS = 100


def get_me(world: World, _call: Call) -> dict[str, Any]:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, call: Call) -> dict[str, Any]:
    chat = world.chats.for_bot(call.text("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return {**chat.api(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _scope(call: Call, kind: str) -> str:
    scope = call.structure("scope", "can't parse BotCommandScope: can't parse JSON object") or {"type": "default"}
    return f"{kind}:{json.dumps(scope, sort_keys=True)}:{call.text('language_code')}"


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.structure("commands", "can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request('parameter "commands" is required')
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile[_scope(call, "commands")] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, str]]:
    commands: list[dict[str, str]] = world.profile.get(_scope(call, "commands"), [])
    return commands


def delete_my_commands(world: World, call: Call) -> bool:
    world.profile.pop(_scope(call, "commands"), None)
    return True


def _set_words(world: World, call: Call, name: str, longest: int) -> bool:
    if len(call.text(name)) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    world.profile[f"{name}:{call.text('language_code')}"] = call.text(name)
    return True


def _get_words(world: World, call: Call, name: str, otherwise: str = "") -> dict[str, str]:
    return {name: world.profile.get(f"{name}:{call.text('language_code')}", otherwise)}


def set_my_description(world: World, call: Call) -> bool:
    return _set_words(world, call, "description", 512)


def get_my_description(world: World, call: Call) -> dict[str, str]:
    return _get_words(world, call, "description")


def set_my_short_description(world: World, call: Call) -> bool:
    return _set_words(world, call, "short_description", 120)


def get_my_short_description(world: World, call: Call) -> dict[str, str]:
    return _get_words(world, call, "short_description")


def set_my_name(world: World, call: Call) -> bool:
    return _set_words(world, call, "name", 64)


def get_my_name(world: World, call: Call) -> dict[str, str]:
    return _get_words(world, call, "name", str(world.bot["first_name"]))


def set_chat_menu_button(_world: World, _call: Call) -> bool:
    return True


def get_chat_menu_button(_world: World, _call: Call) -> dict[str, str]:
    return {"type": "commands"}
