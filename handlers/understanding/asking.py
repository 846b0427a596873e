"""Whether a clause asks. One word that asks is enough: a question is never written down as a report.

A clause ends at a comma, a full stop, "nhưng". Marks count where they were typed: "đầu" is not "đâu".
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from handlers.understanding.fold import fold
from handlers.understanding.tokens import Token, is_mended
from handlers.understanding.vocabulary import TAIL, listed

# Particles that make a question of what stands before them, as typed with and without marks.
_ASKING_ENDS: Final = frozenset(listed("à nhỉ nhi hả ha há hử hở hỉ ư chứ chu chăng hông hôn hơm cua chư khum"))
_NOT: Final = frozenset(listed("khong chua chang het"))
_INDEFINITE_AFTER: Final = frozenset(("cung", "deu"))
_OBLIGES: Final = frozenset(listed("can phai thi de nen xong hoanthanh"))
# "chưa", "không" before these is a negation, not the end of a question: "xong rồi chưa xác nhận".
_NEGATED: Final = {
    "chua": frozenset(
        listed(
            "co duoc xac gui nop thay ky duyet nhan kip the cap day du dong ban tra phan trinh hoan xong lam thuc "
            "trien to ket het bao dat den ro biet thong bo hop chuyen cong dang nghiem giai xu len scan chup in"
        )
    ),
    "khong": frozenset(
        listed(
            "co con gap bi vuong kip duoc the biet ai phai thay can sao thieu kho lam nhan dat du tre cham xong noi "
            "het dung on dong thong hoan kha thuc trien lien bo vi do phat tac ket cho ho nop gui"
        )
    ),
}
# The words of other meanings that "đâu", "mấy", "sao", "gì", "hay", "ai" share letters with.
_DAU_BEFORE: Final = frozenset(
    listed(
        "phan ban buoc bat dong danh lan dot ky khau doan vong hang dan tuan thang quy nam lien con giai so mo cuoi "
        "dung"
    )
)
_DAU_AFTER: Final = frozenset(
    listed("tu moi thang tuan nam quy gio tien thau giao viec cuoi ra hieu gia buoi cau sach")
)
_DAU_ASKS: Final = frozenset(listed("o den toi vao tu vuong tac ket mac nam tai cho di roi vay the nhi han nua ta"))
_MAY_AFTER: Final = frozenset(listed("moc tinh chu photo in scan quet bom anh fax lanh phat man"))
_SPANS: Final = frozenset(listed("ngay hom bua tuan thang bua nam"))
_SAO_BEFORE: Final = frozenset(listed("ban khong chang ngoi"))
_SAO_AFTER: Final = frozenset(listed("y chup luc luu ke cho"))
_HAY_AFTER: Final = frozenset(listed("bi gap loi hu cham"))
_AI_BEFORE: Final = frozenset(listed("dung nghe tue phan"))
_ALWAYS: Final = frozenset(
    listed(
        "baonhieu baogio nhuthenao odau when who why what how where khinao neu"
    )  # a condition reports nothing either
)
_TIMES: Final = frozenset(listed("khi luc ngay hom gio chung thang tuan bua"))
_FINISHED: Final = frozenset(listed("xong thanh tat hoanthanh roi nop gui ky duyet trinh done duoc"))
_PROMISES: Final = frozenset(listed("bao nhan goi gui"))
_TAG: Final = TAIL | frozenset(listed("dung phai co khong chua roi duoc ok that chua vay nao the dau"))


# A clause that begins so wants to see something: "danh sách đơn vị xong nv 38".
_WANTS: Final = frozenset(
    listed(
        "danh sach|liet ke|thong ke|tong hop|so don|so donvi|so luong|cac don|cac donvi|nhung don|nhung donvi|cac so|"
        "nhung so|cac huyen|nhung huyen|cac co|nhung co|cac dia|kiem tra|tra cuu|cho xem|cho biet|xem nv|xem nhiemvu|"
        "xem nhiem|check nhiemvu|check nhiem|xem giup|xem ho",
        "|",
    )
)
MANNERS: Final = frozenset(listed("da vang thua alo a anh chi em ban oi"))  # before what is wanted
_FEWEST: Final = 2  # words of a tag: "đúng không"


class Clause(NamedTuple):
    """Tokens [start:end] of a message."""

    start: int
    end: int
    asks: bool


def means(token: Token, form: str) -> bool:
    """Whether the token is the word `form`: its marks, or none at all."""
    return token.word == form or (token.word.isascii() and token.key == fold(form))


class Forms(NamedTuple):
    """Several words, as they are written and without marks."""

    typed: frozenset[str]
    plain: frozenset[str]


def forms(*words: str) -> Forms:
    """Words to be looked for together."""
    return Forms(frozenset(words), frozenset(fold(word) for word in words))


def means_any(token: Token, words: Forms) -> bool:
    """Whether the token is one of the words: its marks, or none at all."""
    return token.word in words.typed or (token.key in words.plain and token.word.isascii())


def clauses_of(tokens: Sequence[Token], text: str, spent: Collection[int], joined: Collection[int]) -> list[Clause]:
    """The clauses of a message. `spent`: tokens of tasks, agencies, numbers; no clause begins at one that is `joined`
    to the one before."""
    cuts = [
        at
        for at in range(1, len(tokens))
        # what a colon announces belongs to what stands before it: "nv 38 đã hoàn thành: bao nhiêu đơn vị"
        if at not in joined and _begins(tokens, at, spent) and ":" not in text[tokens[at - 1].end : tokens[at].start]
    ]
    edges = [0, *cuts, len(tokens)]
    clauses = []
    for start, end in pairwise(edges):
        if start < end:
            after = tokens[end].start if end < len(tokens) else len(text)
            marked = "?" in text[tokens[end - 1].end : after]
            clauses.append(Clause(start, end, marked or _asks(tokens, start, end, spent)))
    return clauses


def is_tag(tokens: Sequence[Token], clause: Clause) -> bool:
    """ "…, đúng không", "…, phải không ạ": a clause that only asks whether the one before it is so."""
    said = [tokens[at].key for at in range(clause.start, clause.end)]
    few = sum(key not in TAIL for key in said) <= _FEWEST and not {"khong", "chua", "ha", "nhi"}.isdisjoint(said)
    return few or all(key in _TAG for key in said)


def promises(tokens: Sequence[Token], clause: Clause) -> bool:
    """ "…, bao giờ xong em báo" asks nothing of us."""
    return any(tokens[at].key in _PROMISES for at in range(max(clause.start, clause.end - 3), clause.end))


def _begins(tokens: Sequence[Token], at: int, spent: Collection[int]) -> bool:
    if tokens[at].apart:
        return True
    return (
        means(tokens[at], "nhưng")
        and at + 1 < len(tokens)
        and (tokens[at].word == "nhưng" or at + 1 in spent or tokens[at + 1].key in ("chua", "van", "con", "ma"))
    )


def _asks(tokens: Sequence[Token], start: int, end: int, spent: Collection[int]) -> bool:
    if _asks_at_the_end(tokens, start, end, spent) or _inquires(tokens, start, end):
        return True
    return any(at not in spent and _is_question_word(tokens, start, at, end) for at in range(start, end))


def _asks_at_the_end(tokens: Sequence[Token], start: int, end: int, spent: Collection[int]) -> bool:
    at = end - 1
    if at - 1 > start and at not in spent and len(tokens[at].word) < 3 and not tokens[at].known:
        at -= _is_asking_end(tokens[at - 1])  # "xong ha m": the last word lost a letter
    while at > start and (at in spent or tokens[at].key in TAIL) and not _is_asking_end(tokens[at]):
        at -= 1
    # "số liệu của sở y tế", but "xong cua sở y tế" may be "xong chưa"
    of_somebody = tokens[at].key == "cua" and at + 1 in spent and tokens[at - 1].key not in _FINISHED
    if (
        _is_asking_end(tokens[at])
        and not of_somebody
        and at not in spent
        and (at > start or tokens[at].word in ("hả", "à", "nhỉ"))
    ):
        return True
    for at in range(start + 1, end):
        key = tokens[at].key
        if key in _NEGATED and at not in spent and _closes(tokens, start, at, end, spent):
            return True
    return False


def _is_asking_end(token: Token) -> bool:
    return token.word in _ASKING_ENDS or (token.word.isascii() and token.key in ("ha", "nhi"))


def _closes(tokens: Sequence[Token], start: int, at: int, end: int, spent: Collection[int]) -> bool:
    """Whether "chưa", "không" at `at` is the end of a question."""
    before = tokens[at - 1].key
    if before in ("thi", "van", "con", "la"):
        return False
    rest = [other for other in range(at + 1, end) if other not in spent]
    if all(tokens[other].key in TAIL for other in rest):
        return True
    return tokens[at].key == "chua" and before in _FINISHED and tokens[rest[0]].key not in _NEGATED["chua"]


def _inquires(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "cho em hỏi …", "xin hỏi …", "liệu …", "có phải …"."""
    while start + 1 < end and tokens[start].key in MANNERS:
        start += 1
    pair = " ".join(token.key for token in tokens[start : start + 2])
    if pair in _WANTS and (start + 2 >= end or tokens[start + 2].key != "xong"):
        return True
    if tokens[start].key == "lieu" or (
        tokens[start].key == "co" and start + 1 < end and tokens[start + 1].key == "phai"
    ):
        return True
    for at in range(start, min(end, start + 4)):
        if means(tokens[at], "hỏi") and (at + 1 == end or tokens[at + 1].key not in ("nghi", "thao", "dong", "thi")):
            return at > start or tokens[at].word == "hỏi"
    return False


def _is_question_word(tokens: Sequence[Token], start: int, at: int, end: int) -> bool:
    token = tokens[at]
    before = _typed(tokens[at - 1]) if at > start else ""
    after = _typed(tokens[at + 1]) if at + 1 < end else ""
    if token.key in _ALWAYS:
        return token.key != "neu" or means(token, "nếu")
    if token.key == "bao":
        return after in ("nhieu", "gio", "lau", "xa") and token.word.isascii()
    if after in _INDEFINITE_AFTER:
        return False
    if means(token, "nào"):
        return before in _TIMES or before in _NOT or not _negated(tokens, start, at)  # "xong chưa nào"
    if means(token, "ai"):
        return before not in _AI_BEFORE and not _negated(tokens, start, at)
    if means(token, "gì"):
        return after != "do" and not _negated(tokens, start, at)
    if means(token, "sao"):
        return token.word != "s" and before not in _SAO_BEFORE and after not in _SAO_AFTER
    if means(token, "mấy"):
        return _asks_how_many(tokens, at, end, after)
    if means(token, "hay"):
        return at > start and after not in _HAY_AFTER
    return means(token, "đâu") and _asks_where(tokens, start, at, before, after)


def _typed(token: Token) -> str:
    """The word without the speller's help, which knows few of the words around these: "lau" is no slip of "lai"."""
    return fold(token.word) if is_mended(token) else token.key


def _asks_how_many(tokens: Sequence[Token], at: int, end: int, after: str) -> bool:
    lately = after in _SPANS and at + 2 < end and fold(tokens[at + 2].word) in ("nay", "qua")
    return after not in _MAY_AFTER and not lately


def _asks_where(tokens: Sequence[Token], start: int, at: int, before: str, after: str) -> bool:
    if before in _DAU_BEFORE or after in _DAU_AFTER:
        return False
    if any(tokens[back].key in _NOT for back in range(start, at)):  # "chưa xong đâu", but "chưa xong, tắc ở đâu"
        return before in ("o", "den", "toi", "vao")
    return tokens[at].word == "đâu" or before in _DAU_ASKS or after in _DAU_ASKS or not after


def _negated(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "không vướng gì", "chưa có ai": nothing is asked."""
    for back in range(at - 1, max(start, at - 6) - 1, -1):
        if tokens[back].key in _NOT:
            return True
        if tokens[back].key in _OBLIGES:
            return False
    return False
