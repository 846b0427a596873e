"""The demo's story: officials who type, tap and send files by themselves as the clock passes."""

from bot.story.lines import Line, read_story
from bot.story.telling import Story

__all__ = ["Line", "Story", "read_story"]
