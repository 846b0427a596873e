"""What a person says about reminders, read once and given to the file that does it; the topic `reminder`."""

from collections.abc import Mapping

from handlers import ladder
from handlers.dialogue import ActionHandler, Order, Reply, Request, ask
from handlers.folding import folded
from handlers.reminders import muting, own_days, wishes
from handlers.reminders.acknowledging import acknowledge, acknowledge_last
from handlers.reminders.own_hour import hour_said, set_hour
from handlers.reminders.own_settings import settings
from handlers.reminders.snoozing import named_day_of, resume, snooze, snooze_said
from handlers.words import hand_on as hand_on_words
from handlers.words import reminders as words
from storage.session import Unit


def recognises(request: Request) -> bool:
    """Own settings, or the hour of every morning, of whoever is reminded; typed, of no agency."""
    said = request.said
    if request.forwarded or said.agencies or said.task is not None or not request.person.holds(*ladder.AGENCY_ROLES):
        return False
    text = folded(said.text)
    return wishes.asks_settings(text) or wishes.own_hour(text) is not None


def answer(request: Request, unit: Unit) -> Reply:
    """Changes of reminders; what cannot be changed is said, with the nearest thing that can."""
    said = request.said
    if request.forwarded:
        return Reply(words.FORWARDED)
    if said.aspect == "acknowledge":
        return acknowledge_last(request, unit) or Reply(words.NOTHING_TO_NOTE)
    if not request.person.holds(*ladder.AGENCY_ROLES):
        if said.clock is not None and said.task is None:
            return hour_said(request, unit, said.clock)
        return Reply(words.NOT_REMINDED, choices=[[ask(words.WHO_IS_LATE, "tasks", period="overdue")]])
    text = folded(said.text)
    if not request.pressed and wishes.asks_settings(text):
        return settings(request, unit)
    if not request.pressed and (hour := wishes.own_hour(text)) is not None:
        return hour_said(request, unit, hour)
    return _change(request, unit)


def _change(request: Request, unit: Unit) -> Reply:
    """Days, calls and tasks that are to be reminded of otherwise."""
    said = request.said
    if own_days.is_usual_again(request):
        return own_days.set_days(request, unit, {"days": []})
    if muting.is_to_stop(request):
        return muting.unmute_said(request, unit)
    if muting.is_to_begin(request):
        return muting.mute_said(request, unit)
    match said.aspect:
        case "hand_on":
            return Reply(hand_on_words.HEADS_ONLY, [[ask(hand_on_words.OWN_TASKS, "tasks", own=True)]])
        case "lead_days":
            return own_days.days_said(request, unit)
        case "nudge":
            return Reply(words.NO_NUDGE, choices=[[ask(words.WHO_IS_LATE, "tasks", period="overdue")]])
    return _moment(request, unit)


def _moment(request: Request, unit: Unit) -> Reply:
    """An hour of every morning, or one more call at some moment; without either, what is set now."""
    said = request.said
    if said.clock is not None and said.task is None and not named_day_of(request):
        return hour_said(request, unit, said.clock)
    if said.aspect in ("snooze", "hour") or said.task is not None or said.days or named_day_of(request):
        return snooze_said(request, unit)
    return settings(request, unit)


ACTIONS: Mapping[str, ActionHandler] = {
    "reminders.acknowledge": acknowledge,
    "reminders.snooze": snooze,
    "reminders.resume": resume,
    "reminders.hour": set_hour,
    **muting.ACTIONS,
    **own_days.ACTIONS,
}
ORDER = Order("reminder", recognises, answer)
