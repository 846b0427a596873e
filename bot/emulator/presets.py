"""Where the demo's clock can jump to with one press."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.emulator.view import LOCAL, day

BEFORE_DIGEST = time(7, 29)
DIGEST = time(7, 30)
FRIDAY = 4
SEARCHED_DAYS = 30


@dataclass(frozen=True)
class Preset:
    key: str
    label: str
    to: datetime


def monday_to_friday(moment: date) -> bool:
    return moment.weekday() < 5


def presets(now: datetime, is_working_day: Callable[[date], bool] = monday_to_friday) -> list[Preset]:
    """Jumps that make sense from `now` (aware); none goes back, the labels say where to."""
    here = now.astimezone(LOCAL)
    made = [
        Preset("minute", "+1 phút", here + timedelta(minutes=1)),
        Preset("hour", "+1 giờ", here + timedelta(hours=1)),
    ]
    today = _at(here.date(), BEFORE_DIGEST)
    if here < today:
        made.append(Preset("today", "Hôm nay 7:29", today))
    if today <= here < _at(here.date(), DIGEST):
        made.append(Preset("digest", "Sang 7:30", _at(here.date(), DIGEST)))
    following = next(
        (
            here.date() + timedelta(days=n)
            for n in range(1, SEARCHED_DAYS)
            if is_working_day(here.date() + timedelta(days=n))
        ),
        here.date() + timedelta(days=1),
    )
    made.append(Preset("workday", f"Sáng làm việc kế tiếp ({_short(following)}) 7:29", _at(following, BEFORE_DIGEST)))
    friday = here.date() + timedelta(days=(FRIDAY - here.weekday()) % 7 or 7)
    if friday != following:
        made.append(Preset("friday", f"Thứ Sáu {_short(friday)} 7:29", _at(friday, BEFORE_DIGEST)))
    return made


def _at(when: date, clock: time) -> datetime:
    return datetime.combine(when, clock, LOCAL)


def _short(when: date) -> str:
    return day(datetime.combine(when, time(), LOCAL)).rsplit("/", 1)[0]
