"""click in Vietnamese: its help pages, and its complaints as one sentence."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh"}
WORDS = (
    ("Show this message and exit.", "Hiện hướng dẫn này."),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH ..."),
    ("INTEGER RANGE", "SỐ"),
    ("required]", "bắt buộc]"),
)


class HelpInVietnamese(click.HelpFormatter):
    """click's own layout with Vietnamese headings and hints."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translated(args), prefix or "Cách gọi: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(HEADINGS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_translated(first), _translated(second)) for first, second in rows], col_max, col_spacing)


def _translated(text: str) -> str:
    for english, vietnamese in WORDS:
        text = text.replace(english, vietnamese)
    return text


def sentence(error: click.UsageError) -> str:
    """What was called wrongly, in one sentence."""
    program = error.ctx.command_path if error.ctx else "python -m bot"
    return f"{_complaint(error)}; xem: {program} --help."


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}"
        case click.MissingParameter():
            return f"Thiếu {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)} {_wanted(error)}"
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} viết chưa đúng"
        case click.exceptions.NoArgsIsHelpError():
            return "Cần một lệnh"
    if error.message.startswith("No such command"):
        word = error.message.partition("'")[2].partition("'")[0]
        return f"Không có lệnh “{word}”"
    if error.message.startswith("Got unexpected extra argument"):
        return "Thừa chữ trên dòng lệnh (câu có dấu cách cần đặt trong ngoặc kép)"
    return "Gọi lệnh chưa đúng"


def _name(param: click.Parameter | None) -> str:
    """As it is typed: `--id`, or the argument's name on the help page."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name if param else "Tham số"


def _wanted(error: click.BadParameter) -> str:
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return f"chỉ nhận {', '.join(choices)}"
        case click.IntRange(min=least, max=most):
            return f"là một số từ {least} đến {most}"
        case click.types.BoolParamType():
            return "không nhận giá trị"
    return error.message  # of our own types
