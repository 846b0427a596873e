"""What all pictures share: a white card 1080 pixels wide, a title, a note, the line that says where figures are from.

The card has its own background, so it reads the same on a light and on a dark screen; letters of 30 pixels are 11 on a
phone 390 pixels wide.
"""

import textwrap
from io import BytesIO
from typing import TypedDict, Unpack

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

WIDTH = 1080  # pixels
MARGIN = 44
DPI = 100
TITLE, NOTE, LABEL, SMALL = 40, 29, 31, 25  # heights of letters in pixels
LINE = 1.32  # of a letter's height
TITLE_LETTERS, NOTE_LETTERS, SOURCE_LETTERS = 40, 60, 74  # that fit on a line

INK, MUTED, GRID, PAPER = "#17212B", "#55626F", "#DDE3E9", "#FFFFFF"
OWN, OTHER, BELOW = "#0B5CAD", "#AEBBC8", "#C2571A"
SIDES = ("#0072B2", "#D55E00", "#009E73", "#AA4499")  # told apart also by who sees few colours
MARKERS = ("o", "s", "^", "D")


class Look(TypedDict, total=False):
    color: str
    weight: str


class Paper:
    """A figure of so many pixels of content; places are given in pixels from the top."""

    def __init__(self, title: str, note: str, source: str, content: float) -> None:
        self._head = textwrap.wrap(title, TITLE_LETTERS)
        self._note = textwrap.wrap(note, NOTE_LETTERS)
        self._source = textwrap.wrap(source, SOURCE_LETTERS)
        self.top = MARGIN + len(self._head) * TITLE * LINE + len(self._note) * NOTE * LINE + 18
        self.height = round(self.top + content + 22 + len(self._source) * SMALL * LINE + MARGIN * 0.7)
        self.figure = Figure(figsize=(WIDTH / DPI, self.height / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._write()

    def _write(self) -> None:
        y = float(MARGIN)
        for line in self._head:
            self.words(MARGIN, y, line, TITLE, weight="bold")
            y += TITLE * LINE
        for line in self._note:
            self.words(MARGIN, y, line, NOTE, color=MUTED)
            y += NOTE * LINE
        y = self.height - MARGIN * 0.7 - len(self._source) * SMALL * LINE
        for line in self._source:
            self.words(MARGIN, y, line, SMALL, color=MUTED)
            y += SMALL * LINE

    def words(
        self, x: float, y: float, text: str, size: float, *, side: str = "left", middle: bool = False,
        **look: Unpack[Look],
    ) -> None:  # fmt: skip
        """Text whose upper edge, or with `middle` whose middle, is `y` pixels below the top."""
        self.figure.text(
            x / WIDTH, 1 - y / self.height, text, fontsize=size * 72 / DPI, color=look.get("color", INK),
            fontweight=look.get("weight", "normal"), ha=side, va="center" if middle else "top", parse_math=False,
        )  # fmt: skip

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Bare axes at a place in pixels; their y runs downwards from 0 to `height`."""
        place = (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(place)
        axes.set_ylim(height, 0)
        axes.axis("off")
        return axes

    def png(self) -> bytes:
        content = BytesIO()
        self.figure.savefig(content, format="png", facecolor=PAPER, pil_kwargs={"compress_level": 4})
        return content.getvalue()
