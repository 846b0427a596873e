"""Fixtures only: a house on SQLite, or on each kind of database."""

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from handlers.knowledge import Knowledge
from tests.bot.house import BotHouse, bot_house

Houses = Callable[..., AbstractAsyncContextManager[BotHouse]]


@pytest.fixture
def house_of(tmp_path: Path, demo_file: Path, demo_knowledge: Knowledge) -> Houses:
    """`async with house_of() as house`: on a SQLite file of its own."""
    shutil.copy(demo_file, tmp_path / "demo.db")
    return partial(bot_house, f"sqlite:///{tmp_path / 'demo.db'}", tmp_path, demo_knowledge)


@pytest.fixture
def house_on_each(demo_url: str, tmp_path: Path, demo_knowledge: Knowledge) -> Houses:
    """The same, once on SQLite and once on PostgreSQL."""
    return partial(bot_house, demo_url, tmp_path, demo_knowledge)
