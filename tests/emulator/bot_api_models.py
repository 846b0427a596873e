"""An independent reading of the Bot API: aiogram's generated models judge what the bot asks and what it is told."""

import json
from collections.abc import Mapping
from typing import Any

import aiogram.methods
from aiogram.types import (
    BotCommand,
    BotDescription,
    BotName,
    BotShortDescription,
    ChatFullInfo,
    File,
    MenuButtonCommands,
    Message,
    Update,
    User,
    WebhookInfo,
)
from pydantic import BaseModel

RESULTS: dict[str, type[BaseModel]] = {
    "getMe": User,
    "getChat": ChatFullInfo,
    "getMyName": BotName,
    "getMyDescription": BotDescription,
    "getMyShortDescription": BotShortDescription,
    "getMyCommands": BotCommand,
    "getChatMenuButton": MenuButtonCommands,
    "getUpdates": Update,
    "getWebhookInfo": WebhookInfo,
    "getFile": File,
    "sendMessage": Message,
    "sendPhoto": Message,
    "sendDocument": Message,
    "editMessageText": Message,
    "editMessageCaption": Message,
    "editMessageReplyMarkup": Message,
}


def method_model(method: str) -> type[BaseModel]:
    """The request model of a method named as in the Bot API (`sendMessage`); raises AssertionError when unknown."""
    model = getattr(aiogram.methods, method[0].upper() + method[1:], None)
    assert model is not None, f"the Bot API has no method {method}"
    return model


def validate_request(method: str, params: Mapping[str, Any]) -> BaseModel:
    """Holds a bot's request against the Bot API: known method, known parameters, values of the right types.

    Values may be strings that hold JSON, as in forms. Raises AssertionError or pydantic.ValidationError.
    """
    model = method_model(method)
    unknown = set(params) - set(model.model_fields)
    assert not unknown, f"{method} has no parameter {sorted(unknown)}"
    read = model.model_validate({name: _from_form(value) for name, value in params.items()})
    _no_strangers(read, method)
    return read


def validate_result(method: str, result: Any) -> None:
    """Holds an answer against the Bot API; a method without a model answers True."""
    model = RESULTS.get(method)
    if model is None:
        assert result is True, f"{method} answered {result!r}"
        return
    for each in result if isinstance(result, list) else [result]:
        _no_strangers(model.model_validate(each), method)


def _from_form(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _no_strangers(value: Any, where: str) -> None:
    """aiogram lets unknown fields pass; a field the Bot API does not have is a mistake here."""
    if isinstance(value, BaseModel):
        assert not value.model_extra, f"{where} has no {sorted(value.model_extra)}"
        for name in type(value).model_fields:
            _no_strangers(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, list):
        for each in value:
            _no_strangers(each, where)
