"""One call of a bot method: parameters from a query, a form, multipart or JSON, read the same way."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.emulator.refusals import Refusal, bad_request

UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes; what the Bot API accepts from a bot


@dataclass(frozen=True)
class Upload:
    name: str
    content_type: str
    content: bytes


@dataclass
class Call:
    """`params` hold strings where the call was a form, JSON values where it was JSON."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.params.get(name, default) or 0)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, complaint: str) -> Any:
        """A list or object, given as JSON or as a string that holds JSON; None when absent.

        Raises Refusal (400, `complaint`).
        """
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter: sent under its name, or under the one `attach://` points to."""
        value = self.params.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)


async def read_call(request: web.Request, method: str) -> Call:
    """Raises Refusal: 400 for a body that cannot be read, 413 for one that is too large."""
    call = Call(method, dict(request.query))
    if request.content_type.startswith("multipart/"):
        await _read_multipart(request, call)
    elif request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected")
        call.params.update(body)
    elif request.can_read_body:
        form = await request.post()
        call.params.update({name: value for name, value in form.items() if isinstance(value, str)})
    return call


async def _read_multipart(request: web.Request, call: Call) -> None:
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read())
        size += len(content)
        if size > UPLOAD_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            call.params[part.name] = content.decode("utf-8", "replace")
        else:
            call.files[part.name] = Upload(
                part.filename, part.headers.get("Content-Type", "application/octet-stream"), content
            )
