"""The ranking of all or of a group, the agency in question marked."""

from handlers.dialogue import Reply
from handlers.index import Place
from handlers.pictures import specs
from handlers.pictures.scene import Drawing, Scene, in_words, other_groups, own_places, who
from handlers.tables import Table
from handlers.words import index as shared
from handlers.words import pictures as words


def table(scene: Scene) -> Drawing | None:
    ranked = Table.asked(scene.request)
    if isinstance(ranked, Reply):
        return None
    marked = {scene.own, *scene.request.said.agencies}
    rows = tuple(
        specs.Place(
            rank=f"{place.rank}.",
            label=shared.table_name(ranked.agency(place)),
            words=ranked.figure(place),
            percent=float(place.percent),
            marked=place.agency in marked,
        )
        for place in ranked.rows
    )
    subject = shared.node_name(ranked.node) if ranked.node else words.INDEX
    facts = {"subject": subject, "group": ranked.group_name, "year": ranked.year.year}
    picture = specs.Table(
        words.TABLE_TITLE.format(**facts), words.TABLE_NOTE.format(count=len(rows)), scene.source, rows
    )
    best, worst = (_end(scene, ranked, end) for end in (ranked.rows[0], ranked.rows[-1]))
    caption = words.TABLE_CAPTION.format(best=best, worst=worst, **facts)
    own = own_places(scene, ranked, ranked.rows)
    return Drawing(picture, in_words(caption, *own), other_groups(scene, "ranking", ranked.node))


def _end(scene: Scene, ranked: Table, end: Place) -> str:
    """The first or the last, with those that are equal to it."""
    alike = [place.agency for place in ranked.rows if place.percent == end.percent]
    return words.ROW.format(agency=who(scene, alike), figure=ranked.figure(end))
