"""The commands of `python -m bot` and `cchc`. Errors are one sentence in Vietnamese; 0 done, 1 no, 2 called wrongly."""

import sys
from importlib import import_module

import click

from bot.errors import CannotRun
from bot.settings import SettingsError
from storage.session import StorageError

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
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return 130
    except click.UsageError as error:
        return _say(sentence(error), 2)
    except click.ClickException as error:
        return _say(error.message, 1)
    except CannotRun as error:
        return _say(str(error), error.code)
    except (StorageError, SettingsError) as error:
        return _say(str(error), 2 if isinstance(error, SettingsError) else 1)
    except BrokenPipeError:
        return 1
    return code if isinstance(code, int) else 0


def sentence(error: click.UsageError) -> str:
    """click's English complaint in one Vietnamese sentence."""
    help_ = f"; xem: {error.ctx.command_path} --help" if error.ctx else ""
    match error:
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}{help_}."
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else "tham số"
            return f"Thiếu {name}{help_}."
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else "tham số"
            return f"Giá trị của {name} không dùng được{help_}."
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần một giá trị{help_}."
    if "No such command" in error.message:
        word = error.message.partition("'")[2].partition("'")[0]
        return f"Không có lệnh “{word}”; xem: python -m bot --help."
    if "Missing command" in error.message:
        return "Cần một lệnh; xem: python -m bot --help."
    return f"Gọi lệnh chưa đúng{help_}."


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - the console is this command's screen
    return code
