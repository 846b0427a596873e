"""The commands of `python -m bot` and `cchc`. Errors are one sentence in Vietnamese; 0 done, 1 no, 2 called wrongly."""

import contextlib
import io
import os
import sys
import traceback
from importlib import import_module

import click
from sqlalchemy.exc import DBAPIError

from bot.cli.vietnamese import HelpInVietnamese, sentence
from bot.errors import CannotRun
from bot.settings import SettingsError
from storage.session import StorageError, WrongAddress

# Where each command lives; it is imported when it is called, so that a small one starts fast.
COMMANDS = {
    "run": "running",
    "demo": "running",
    "mode": "running",
    "init": "data",
    "enrol": "data",
    "invite": "data",
    "import": "data",
    "understand": "asking",
    "ask": "asking",
    "deadline": "asking",
    "remind": "asking",
    "doctor": "health",
}


class Commands(click.Group):
    """The commands in the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(
            import_module(f"bot.cli.{COMMANDS[cmd_name]}"), cmd_name.replace("import", "import_")
        )
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
def cli() -> None:
    """Trợ lý CCHC: hỏi điểm, báo tiến độ, nhắc việc cải cách hành chính."""


def main() -> int:
    """Runs a command and gives its exit code."""
    click.Context.formatter_class = HelpInVietnamese
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale: JSON is UTF-8
    try:
        code = cli.main(standalone_mode=False)
    except Exception as error:
        return _ended_by(error)
    return code if isinstance(code, int) else 0


def _ended_by(error: Exception) -> int:
    """The exit code of a command that raised, after its one sentence."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort():
            return 130
        case click.UsageError():
            return _say(sentence(error), 2)
        case click.ClickException():
            return _say(error.message, 1)
        case CannotRun():
            return _say(str(error), error.code)
        case SettingsError() | WrongAddress():
            return _say(str(error), 2)
        case StorageError():
            return _say(str(error), 1)
        case DBAPIError():
            return _fault("Cơ sở dữ liệu báo lỗi nên lệnh dừng; kiểm tra bằng: python -m bot doctor", error)
        case OSError():
            _leave_stdout()
            return _fault(f"Không đọc hoặc ghi được {error.filename or 'đầu ra'}; kiểm tra quyền và chỗ trống", error)
    return _fault(f"Lệnh dừng vì lỗi của chương trình ({type(error).__name__})", error)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - the console is this command's screen
    return code


def _fault(words: str, error: Exception) -> int:
    """One sentence; the trace only for whoever asked for it."""
    if os.environ.get("CCHC_LOG_LEVEL", "").upper() == "DEBUG":
        traceback.print_exception(error)
        return _say(f"{words}.", 1)
    return _say(f"{words}; chi tiết: đặt CCHC_LOG_LEVEL=DEBUG rồi chạy lại.", 1)


def _leave_stdout() -> None:
    """What could not be written is not tried once more when the process ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
