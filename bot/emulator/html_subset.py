"""Telegram's HTML, as strict as the real parser: text and entities, or Telegram's own complaint.

Source: core.telegram.org/bots/api#html-style, and the cases of TDLib's test of `parse_html`.
Offsets of entities count UTF-16 units; offsets in complaints count bytes of UTF-8.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.refusals import Refusal, bad_request

SPACES = " \t\r\n\0\v"
ENTITY_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_PLAIN = re.compile(r"[^<&]+")
_LANGUAGE = "language-"


def utf16_length(text: str) -> int:
    """Telegram's measure of length: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _OpenTag:
    name: str
    offset: int  # UTF-16 units of text before it
    position: int  # index in the pieces of text
    attributes: dict[str, str] = field(default_factory=dict)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_OpenTag] = []
        self.entities: list[dict[str, Any]] = []

    def run(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            if plain := _PLAIN.match(self.source, self.at):
                self._add(plain.group())
                self.at = plain.end()
            elif self.source[self.at] == "&":
                self._add(self._character())
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise self._complain(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities

    def _complain(self, what: str, at: int | None = None) -> Refusal:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {what}{where}")

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def _character(self) -> str:
        """A decoded `&lt;` and its like; whatever Telegram does not know stays as it is written."""
        found = _CHARACTER.match(self.source, self.at)
        if found is None:
            self.at += 1
            return "&"
        self.at = found.end()
        hexadecimal, decimal, name = found.groups()
        if name is not None:
            return NAMED.get(name, found.group())
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if 0xD800 <= code <= 0xDFFF:
            raise self._complain(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return chr(code) if 0 < code <= 0x10FFFF else found.group()

    def _read_until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACES:
            self.at += 1

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._read_until(SPACES + ">").lower()
        if not self._peek():
            raise self._complain("Unclosed start tag", begin)
        if name not in ENTITY_TYPES:
            raise self._complain(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._complain('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_OpenTag(name, self.length, len(self.pieces), attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if not self._peek():
                raise self._complain(f'Unclosed start tag "{tag}"', begin)
            if self._peek() == ">":
                self.at += 1
                return attributes
            name = self._read_until(SPACES + "=>")
            if not name:
                raise self._complain(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            attributes[name.lower()] = self._attribute_value(tag, begin) if self._peek() == "=" else ""

    def _attribute_value(self, tag: str, begin: int) -> str:
        self.at += 1  # the equal sign
        self._skip_spaces()
        quote = self._peek()
        if not quote:
            raise self._complain(f'Unclosed start tag "{tag}"', begin)
        if quote in "'\"":
            return self._quoted(quote, begin)
        start = self.at
        while (letter := self._peek()) and ((letter.isascii() and letter.isalnum()) or letter in ".-"):
            self.at += 1
        if self._peek() and self._peek() not in SPACES + ">":
            raise self._complain("Unexpected end of name token", start)
        return self.source[start : self.at]

    def _quoted(self, quote: str, begin: int) -> str:
        self.at += 1
        value: list[str] = []
        while (letter := self._peek()) != quote:
            if not letter:
                raise self._complain("Unclosed start tag", begin)
            if letter == "&":
                value.append(self._character())
            else:
                value.append(letter)
                self.at += 1
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._complain("Unexpected end tag", begin)
        self.at += 2
        name = self._read_until(SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._complain("Unclosed end tag", begin)
        expected = self.open[-1].name
        if name and name != expected:
            where = len(self.source[:begin].encode())
            raise self._complain(
                f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{name}>"'
            )
        self.at += 1
        self._close(self.open.pop())

    def _close(self, tag: _OpenTag) -> None:
        length = self.length - tag.offset
        if length <= 0:
            return
        entity: dict[str, Any] = {"type": ENTITY_TYPES[tag.name], "offset": tag.offset, "length": length}
        if tag.name == "a":
            url = web_address(tag.attributes.get("href") or "".join(self.pieces[tag.position :]))
            if url is None:
                return
            entity["url"] = url
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            if not tag.attributes.get("emoji-id", "").isdecimal():
                raise self._complain("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.attributes["emoji-id"]
        elif tag.name in {"pre", "code"} and self._joins_language(tag, entity):
            return
        self.entities.append(entity)

    def _joins_language(self, tag: _OpenTag, entity: dict[str, Any]) -> bool:
        """`<pre><code class="language-x">` over one span is a single `pre` with a language."""
        language = tag.attributes.get("class", "").removeprefix(_LANGUAGE) if tag.name == "code" else ""
        if language and tag.attributes["class"].startswith(_LANGUAGE):
            entity["_language"] = language
        other = self.entities[-1] if self.entities else None
        if other is None or (other["offset"], other["length"]) != (entity["offset"], entity["length"]):
            return False
        found = entity.get("_language") or other.get("_language")
        if not found or {other["type"], entity["type"]} != {"pre", "code"}:
            return False
        other.clear()
        other.update(type="pre", offset=entity["offset"], length=entity["length"], language=found)
        return True


def web_address(text: str) -> str | None:
    """The address as Telegram keeps it, or None where it drops the link."""
    text = text.strip()
    if re.fullmatch(r"(?:https?|tg|tonsite)://\S+", text, re.IGNORECASE):
        return text if "/" in text.split("://", 1)[1] else text + "/"
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", text):
        return "http://" + (text if re.search(r"[/?#]", text) else text + "/")
    return None


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities; raises Refusal (400, "can't parse entities: …") where Telegram does."""
    text, entities = _Parser(source).run()
    return text, [{key: value for key, value in entity.items() if key != "_language"} for entity in entities]


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Without white space around it, as Telegram keeps texts; entities are cut to what is left."""
    kept = text.strip(SPACES)
    lead = utf16_length(text[: len(text) - len(text.lstrip(SPACES))])
    size = utf16_length(kept)
    cut: list[dict[str, Any]] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            cut.append({**entity, "offset": start, "length": end - start})
    return kept, cut


_FOUND_BY_SIGHT = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?")),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)!?]")),
)


def detected(text: str) -> list[dict[str, Any]]:
    """Commands and addresses, which Telegram marks by itself."""
    return sorted(
        (
            {
                "type": kind,
                "offset": utf16_length(text[: found.start()]),
                "length": utf16_length(found.group()),
            }
            for kind, pattern in _FOUND_BY_SIGHT
            for found in pattern.finditer(text)
        ),
        key=lambda entity: entity["offset"],
    )
