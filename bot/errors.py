"""What keeps the assistant from starting."""


class CannotRun(Exception):
    """The assistant can't start; one sentence in Vietnamese, and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
