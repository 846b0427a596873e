"""Reminders: the sweep that plans and gathers them, the answers to them, and how a person changes them."""

from handlers.reminders.acknowledging import acknowledge, acknowledge_last
from handlers.reminders.answers import ACTIONS, ORDER, answer
from handlers.reminders.digest import Message
from handlers.reminders.planning import announce, announce_changes, ask_again
from handlers.reminders.sweeping import Sweep, lost, queued, recheck, sent, sweep, waits_until

__all__ = [
    "ACTIONS",
    "ORDER",
    "Message",
    "Sweep",
    "acknowledge",
    "acknowledge_last",
    "announce",
    "announce_changes",
    "answer",
    "ask_again",
    "lost",
    "queued",
    "recheck",
    "sent",
    "sweep",
    "waits_until",
]
