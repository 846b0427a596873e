"""The ranking of all or of a group, the agency in question marked."""

from collections.abc import Sequence

from handlers import published
from handlers.dialogue import Reply
from handlers.index import Place
from handlers.pictures import specs
from handlers.pictures.scene import Drawing, Scene, figure, in_words, other_groups, own_places, who
from handlers.words import index as shared
from handlers.words import pictures as words
from storage.catalogue import Criterion


def table(scene: Scene) -> Drawing | None:
    node = published.node_asked(scene.request, scene.year, scene.group)
    if isinstance(node, Reply):
        return None
    places = scene.year.ranking(scene.group, node.code if node else None)
    if not places:
        return None
    marked = {scene.own, *scene.request.said.agencies}
    rows = tuple(
        specs.Place(
            rank=f"{place.rank}.",
            label=shared.table_name(scene.request.knowledge.agency(place.agency)),
            words=figure(place, node),
            percent=float(place.percent),
            marked=place.agency in marked,
        )
        for place in places
    )
    subject = shared.node_name(node) if node else words.INDEX
    facts = {"subject": subject, "group": scene.group_name, "year": scene.year.year}
    picture = specs.Table(
        words.TABLE_TITLE.format(**facts), words.TABLE_NOTE.format(count=len(rows)), scene.source, rows
    )
    caption = words.TABLE_CAPTION.format(
        best=_end(scene, places, places[0], node), worst=_end(scene, places, places[-1], node), **facts
    )
    return Drawing(
        picture, in_words(caption, *own_places(scene, places, node, len(places))), other_groups(scene, "ranking", node)
    )


def _end(scene: Scene, places: Sequence[Place], end: Place, node: Criterion | None) -> str:
    """The first or the last, with those that are equal to it."""
    alike = [place.agency for place in places if place.percent == end.percent]
    return words.ROW.format(agency=who(scene, alike), figure=figure(end, node))
