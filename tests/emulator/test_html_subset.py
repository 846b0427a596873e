"""Telegram's HTML: what it means and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator import Refusal
from bot.emulator.html_subset import parse_html, trimmed, utf16_length


def marks(source: str) -> tuple[str, list[tuple[object, ...]]]:
    text, entities = parse_html(source)
    return text, [tuple(entity.values()) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("Điểm <b>86,94</b>", "Điểm 86,94", [("bold", 5, 5)]),
        ("🔴 <strong>4/31</strong>", "🔴 4/31", [("bold", 3, 4)]),
        ("<i>a<b>b</b></i>", "ab", [("italic", 0, 2), ("bold", 1, 1)]),
        (
            "<u>a</u><ins>b</ins><s>c</s><del>d</del><strike>e</strike>",
            "abcde",
            [
                ("underline", 0, 1),
                ("underline", 1, 1),
                ("strikethrough", 2, 1),
                ("strikethrough", 3, 1),
                ("strikethrough", 4, 1),
            ],
        ),
        ("&lt;b&gt; &amp; &quot;&#39;&#x1F600;", "<b> & \"'😀", []),
        ("&nbsp;&copy; A & B", "&nbsp;&copy; A & B", []),
        ("<tg-spoiler>kín</tg-spoiler>", "kín", [("spoiler", 0, 3)]),
        ('<span class="tg-spoiler">kín</span>', "kín", [("spoiler", 0, 3)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://cchc.vn/?a=1&amp;b=2">xem</a>', "xem", [("text_link", 0, 3, "https://cchc.vn/?a=1&b=2")]),
        ("<a href='không phải'>xem</a>", "xem", []),
        ('<pre><code class="language-sql">x</code></pre>', "x", [("pre", 0, 1, "sql")]),
        ("<pre>x</pre><code>y</code>", "xy", [("pre", 0, 1), ("code", 1, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_what_it_means(source: str, text: str, entities: list[tuple[object, ...]]) -> None:
    assert marks(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("Điểm < 80%", 'Unsupported start tag "" at byte offset 8'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x,y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_what_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tags = st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(st.lists(st.tuples(letters, tags, letters), max_size=6))
def test_escaped_words_come_back_as_typed_and_marks_cover_what_they_enclose(parts: list[tuple[str, str, str]]) -> None:
    source = "".join(f"{escaped(before)}<{tag}>{escaped(inside)}</{tag}>" for before, tag, inside in parts)
    text, entities = parse_html(source)
    assert text == "".join(before + inside for before, _, inside in parts)
    units = text.encode("utf-16-le")
    covered = [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le", "surrogatepass") for e in entities
    ]
    assert covered == [inside for _, _, inside in parts if inside]


@given(st.text(alphabet="<>/ab &;=\"'#x1 é😀", max_size=40))
def test_any_text_is_read_or_refused_and_marks_stay_inside(source: str) -> None:
    try:
        text, entities = trimmed(*parse_html(source))
    except Refusal:
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(text) for e in entities)
