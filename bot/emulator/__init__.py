"""A faithful local Telegram Bot API with a phone-like web page: demo and tests use the same one.

The bot reaches it over real HTTP by its base URL and knows nothing of it. Fidelity limit: this is our reading of the
Bot API's documentation and of the server's behaviour, not Telegram itself.
"""

from bot.emulator.chats import CallbackAnswer, Message, Phone
from bot.emulator.emulator import DemoClock, DemoStory, Emulator
from bot.emulator.refusals import Refusal

__all__ = ["CallbackAnswer", "DemoClock", "DemoStory", "Emulator", "Message", "Phone", "Refusal"]
