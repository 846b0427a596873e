"""The pictures: bars beside the group's middle, a table, a comparison, a slope through the years, agencies by state."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.pictures.paper import (
    BELOW,
    GRID,
    INK,
    LABEL,
    MARGIN,
    MARKERS,
    MUTED,
    NOTE,
    OTHER,
    OWN,
    PAPER,
    SIDES,
    SMALL,
    WIDTH,
    Look,
    Paper,
)

Values = Mapping[str, Any]
INNER = WIDTH - 2 * MARGIN
BAR_ROW, BAR = 92.0, 30.0  # pixels: a row with its words above the bar
TABLE_ROW = 50.0
TABLE_LABELS, TABLE_FIGURES = 500.0, 166.0
SIDE_ROW, LIFT = 104.0, 13.0
SCALE = 34.0  # pixels below the last line for the ends of the scale
HEAT_ROW, HEAT_HEAD, HEAT_LABELS = 50.0, 78.0, 420.0
STATES = {
    "late": "#B3261E", "blocked": "#8E4585", "soon": "#9A6700", "doing": "#4A5B6C", "waiting": "#0B5CAD",
    "accepted": "#1B7F3B",
}  # fmt: skip
EMPTY, HALF = "#F3F5F7", 0.75  # a cell without tasks; from this depth on letters are white
SLOPE_ROW = 46.0
SLOPE_LABELS = 372.0
SLOPE_FIGURES = 128.0
TONES = {"own": OWN, "up": OWN, "down": BELOW, "plain": OTHER}


def bars(values: Values) -> Paper:
    """Each field's percent as a bar from 0 to 100; a dark tick is the group's middle."""
    rows = values["rows"]
    paper = Paper(values["title"], values["note"], values["source"], len(rows) * BAR_ROW)
    axes = paper.axes(MARGIN, paper.top, INNER, len(rows) * BAR_ROW)
    axes.set_xlim(0, 100)
    centres = [number * BAR_ROW + 60 for number in range(len(rows))]
    axes.barh(centres, [100] * len(rows), BAR, color=GRID)
    axes.barh(centres, [row["percent"] for row in rows], BAR, color=[BELOW if row["below"] else OWN for row in rows])
    for row, centre in zip(rows, centres, strict=True):
        if row["middle"] is not None:
            axes.vlines(row["middle"], centre - 22, centre + 22, color=INK, linewidth=4)
        top = paper.top + centre - 20 - LABEL
        paper.words(MARGIN, top - 10, row["label"], LABEL)
        weight, color = ("bold", BELOW) if row["below"] else ("bold", INK)
        paper.words(WIDTH - MARGIN, top - 10, row["words"], LABEL, side="right", weight=weight, color=color)
    return paper


def table(values: Values) -> Paper:
    """Places as bars from 0, the agency in question in its own colour."""
    rows = values["rows"]
    height = len(rows) * TABLE_ROW
    paper = Paper(values["title"], values["note"], values["source"], height)
    axes = paper.axes(MARGIN + TABLE_LABELS, paper.top, INNER - TABLE_LABELS - TABLE_FIGURES, height)
    axes.set_xlim(0, 100)
    centres = [(number + 0.5) * TABLE_ROW for number in range(len(rows))]
    axes.barh(centres, [row["percent"] for row in rows], 26, color=[OWN if row["marked"] else OTHER for row in rows])
    for row, centre in zip(rows, centres, strict=True):
        look: Look = {"weight": "bold", "color": OWN} if row["marked"] else {}
        y = paper.top + centre
        paper.words(MARGIN + 52, y, row["rank"], NOTE, side="right", middle=True, **look)
        paper.words(MARGIN + 68, y, row["label"], NOTE, middle=True, **look)
        paper.words(WIDTH - MARGIN, y, row["words"], NOTE, side="right", middle=True, **look)
    return paper


def comparison(values: Values) -> Paper:
    """A line for each field, a mark for each agency; the scale begins at the tens below the lowest."""
    rows, names = values["rows"], values["names"]
    legend = 54.0 * ((len(names) + 1) // 2)
    height = legend + len(rows) * SIDE_ROW + SCALE
    paper = Paper(values["title"], values["note"], values["source"], height)
    known = [percent for row in rows for percent in row["percents"] if percent is not None]
    least = max(0.0, (min(known, default=0.0) - 1) // 10 * 10)
    axes = paper.axes(MARGIN, paper.top, INNER, height)
    axes.set_xlim(least - (100 - least) * 0.02, 100 + (100 - least) * 0.02)
    _legend(paper, axes, names, least)
    for number, row in enumerate(rows):
        line = legend + number * SIDE_ROW + 64
        axes.hlines(line, least, 100, color=GRID, linewidth=5, zorder=1)
        paper.words(MARGIN, paper.top + line - 54, row["label"], LABEL)
        _figures(paper, row["words"], paper.top + line - 52)
        for side, percent in enumerate(row["percents"]):
            if percent is not None:
                lift = (side - (len(names) - 1) / 2) * LIFT  # equal ones stay seen
                axes.plot(
                    percent, line + lift, MARKERS[side], color=SIDES[side], markersize=14, markeredgecolor="white",
                    markeredgewidth=2, zorder=3, clip_on=False,
                )  # fmt: skip
    for end, edge in ((least, "left"), (100.0, "right")):
        x = MARGIN + INNER * (0.02 + 0.96 * (end > least))
        paper.words(x, paper.top + height - SCALE, f"{end:.0f}%", SMALL, side=edge, color=MUTED)
    return paper


def _legend(paper: Paper, axes: Any, names: Sequence[str], least: float) -> None:
    for side, name in enumerate(names):
        x, y = MARGIN + (side % 2) * INNER / 2, 22.0 + side // 2 * 54
        at = least - (100 - least) * 0.02 + (x - MARGIN + 14) / INNER * (100 - least) * 1.04
        axes.plot(at, y, MARKERS[side], color=SIDES[side], markersize=17, clip_on=False)
        paper.words(x + 38, paper.top + y, name, NOTE, middle=True, color=SIDES[side], weight="bold")


def _figures(paper: Paper, words: Sequence[str], y: float) -> None:
    """Each agency's figure in its colour, at the right of its field."""
    for place, text in enumerate(reversed(words)):
        color = SIDES[len(words) - 1 - place]
        paper.words(WIDTH - MARGIN - place * 120, y, text, NOTE, side="right", color=color, weight="bold")


def slope(values: Values) -> Paper:
    """From the first year to the last; names at the right, figures at both ends."""
    lines, columns = values["lines"], values["columns"]
    height = max(len(lines) * SLOPE_ROW + 60, 420.0)
    paper = Paper(values["title"], values["note"], values["source"], height + 44)
    left, width = MARGIN + SLOPE_FIGURES, INNER - 2 * SLOPE_FIGURES - SLOPE_LABELS
    axes = paper.axes(left, paper.top + 44, width, height)
    axes.set_xlim(0, len(columns) - 1)
    for place, name in enumerate(columns):
        x = left + width * place / (len(columns) - 1)
        paper.words(x, paper.top, name, NOTE, color=MUTED, side="center", weight="bold")
        axes.axvline(place, color=GRID, linewidth=3, zorder=0)
    scale = _scale(lines, values["ranks"], height)
    ends = {end: _apart([scale(line["values"][end]) for line in lines], height) for end in (0, -1)}
    for number, line in enumerate(lines):
        bold, tone = line["tone"] == "own", TONES[line["tone"]]
        known = [(place, scale(value)) for place, value in enumerate(line["values"]) if value is not None]
        axes.plot(
            [place for place, _ in known], [y or 0 for _, y in known], color=tone, linewidth=7 if bold else 4,
            marker="o", markersize=12 if bold else 8, clip_on=False, zorder=3 if bold else 2, solid_capstyle="round",
        )  # fmt: skip
        look: Look = (
            {"weight": "bold", "color": tone} if bold else {"color": MUTED if line["tone"] == "plain" else tone}
        )
        for end, x, side in ((0, left - 18, "right"), (-1, left + width + 18, "left")):
            y = ends[end][number]
            if y is None:
                continue
            text = line["words"][end] if end == 0 else f"{line['words'][end]}  {line['label']}"
            paper.words(x, paper.top + 44 + y, text, NOTE if bold else SMALL, side=side, middle=True, **look)
    return paper


def _scale(lines: Sequence[Values], ranks: bool, height: float) -> Callable[[float | None], float | None]:
    """From a value to pixels below the top: rank 1, or the highest percent, stands on top."""
    known = [value for line in lines for value in line["values"] if value is not None]
    least, most = min(known, default=0.0), max(known, default=1.0)
    span = (most - least) or 1.0

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        share = (value - least) / span
        return 20 + (share if ranks else 1 - share) * (height - 40)

    return place


def _apart(places: Sequence[float | None], height: float) -> list[float | None]:
    """The places of words so that none covers another, in their order and as near to their points as can be."""
    order = sorted((number for number, y in enumerate(places) if y is not None), key=lambda number: places[number] or 0)
    step = min(SLOPE_ROW - 8, (height - 20) / max(len(order) - 1, 1))
    found: list[float | None] = list(places)
    last = -step
    for number in order:
        last = max(places[number] or 0.0, last + step)
        found[number] = last
    limit = height
    for number in reversed(order):
        limit = min(found[number] or 0.0, limit)
        found[number] = limit
        limit -= step
    return found


def heat(values: Values) -> Paper:
    """Agencies by state: the number in each cell, the deeper its colour the more; an empty cell is zero."""
    rows, columns, tones = values["rows"], values["columns"], values["tones"]
    height = HEAT_HEAD + len(rows) * HEAT_ROW
    paper = Paper(values["title"], values["note"], values["source"], height)
    width = (INNER - HEAT_LABELS) / len(columns)
    axes = paper.axes(MARGIN + HEAT_LABELS, paper.top, INNER - HEAT_LABELS, height)
    axes.set_xlim(0, INNER - HEAT_LABELS)
    for place, name in enumerate(columns):
        x = MARGIN + HEAT_LABELS + (place + 0.5) * width
        for line, words in enumerate(name.split("\n")):
            color = STATES[tones[place]]
            paper.words(x, paper.top + line * SMALL * 1.25, words, SMALL, side="center", weight="bold", color=color)
    most = [max((row["counts"][place] for row in rows), default=0) for place in range(len(columns))]
    for number, row in enumerate(rows):
        top = HEAT_HEAD + number * HEAT_ROW
        paper.words(MARGIN, paper.top + top + HEAT_ROW / 2, row["label"], NOTE, middle=True)
        for place, count in enumerate(row["counts"]):
            share = 0.25 + 0.75 * count / most[place] if count else 0.0
            cell = _shade(STATES[tones[place]], share) if count else EMPTY
            axes.barh(top + HEAT_ROW / 2, width - 6, HEAT_ROW - 6, left=place * width + 3, color=cell)
            if count:
                x = MARGIN + HEAT_LABELS + (place + 0.5) * width
                ink: Look = {"color": PAPER if share > HALF else INK, "weight": "bold"}
                paper.words(x, paper.top + top + HEAT_ROW / 2, str(count), NOTE, side="center", middle=True, **ink)
    return paper


def _shade(color: str, share: float) -> str:
    """From white to the colour."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)


DRAWINGS: Mapping[str, Callable[[Values], Paper]] = {
    "bars": bars,
    "table": table,
    "comparison": comparison,
    "slope": slope,
    "heat": heat,
}
