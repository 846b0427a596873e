"""Scripted answers: what the next calls of a method get instead of, before or after their real work.

`ok` · `429:35` · `403` · `400:text` · `401` · `404` · `409` · `500` `502` `503` · `migrate:-100123` · `slow:3` ·
`accept_then_hang` · `accept_then_reset` · `accept_then_502` · `reset_before` · `html` · `non_json`
"""

from collections import defaultdict, deque

from bot.emulator.refusals import BLOCKED, OTHER_POLLER, Refusal, bad_request, too_many

STATUS_TEXTS = {
    401: "Unauthorized",
    403: BLOCKED,
    404: "Not Found",
    409: OTHER_POLLER,
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
BEFORE = frozenset({"reset_before", "html", "non_json"})
AFTER = frozenset({"accept_then_hang", "accept_then_reset", "accept_then_502"})


def refusal(answer: str) -> Refusal | None:
    """The refusal a scripted answer stands for; None for those that are not refusals. Raises ValueError."""
    name, _, detail = answer.partition(":")
    if name == "429":
        return too_many(int(detail or 1))
    if name == "400":
        return bad_request(detail or "scripted")
    if name == "migrate":
        return Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": int(detail)}
        )
    if name.isdecimal() and int(name) in STATUS_TEXTS:
        return Refusal(int(name), detail or STATUS_TEXTS[int(name)])
    if name == "slow":
        float(detail)
    elif answer != "ok" and answer not in BEFORE | AFTER:
        raise ValueError(f"unknown scripted answer {answer!r}")
    return None


class Script:
    def __init__(self) -> None:
        self._answers: dict[str, deque[str]] = defaultdict(deque)

    def add(self, method: str, *answers: str) -> None:
        """Raises ValueError for an answer it does not know."""
        for answer in answers:
            refusal(answer)
        self._answers[method.lower()].extend(answers)

    def next(self, method: str) -> str:
        answers = self._answers.get(method.lower())
        return answers.popleft() if answers else "ok"

    def left(self, method: str) -> int:
        return len(self._answers.get(method.lower(), ()))

    def clear(self) -> None:
        self._answers.clear()
