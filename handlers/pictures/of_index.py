"""Which picture belongs to which question about the Index."""

from collections.abc import Callable, Mapping

from handlers import compare, movement, published, weak
from handlers.dialogue import Reply, Request
from handlers.pictures.bars import bars, means
from handlers.pictures.scene import Drawing, Scene
from handlers.pictures.sides import sides
from handlers.pictures.table import table
from handlers.pictures.years import ranks, years


def drawing_of(request: Request, topic: str) -> Drawing | None:
    """The picture for a question; None where there is nothing to draw."""
    scene = _scene(request, topic)
    return MAKERS[topic](scene) if scene else None


def can_be_drawn(request: Request, topic: str) -> bool:
    """As `drawing_of`, without the work of making it: every answer asks this."""
    scene = _scene(request, topic)
    if scene is None:
        return False
    through_years = topic == "history" or published.aspect_of(request) == "movement"
    if through_years and request.knowledge.index.before(scene.year.year) is None:
        return False
    if topic == "compare" and not (scene.compared or compare.groups_meant(request)):
        return False
    if topic in ("ranking", "history") and movement.is_by_points(request):
        return published.aspect_of(request) not in ("movement", movement.BY_POINTS)
    return True


def _scene(request: Request, topic: str) -> Scene | None:
    if request.said.alternatives or topic not in MAKERS:
        return None
    if topic == "history" and request.said.aspect != "movement":
        request = published.with_year(request, published.later_year(request))
    year = published.year_asked(request)
    if isinstance(year, Reply) or any(code not in year.standings for code in request.said.agencies):
        return None
    return None if isinstance(published.node_asked(request, year), Reply) else Scene(request, year)


def _ranking(scene: Scene) -> Drawing | None:
    aspect = published.aspect_of(scene.request)
    if aspect not in ("movement", movement.BY_POINTS):
        return table(scene)
    return None if movement.is_by_points(scene.request) else ranks(scene)


def _history(scene: Scene) -> Drawing | None:
    return _ranking(scene) if published.aspect_of(scene.request) == "movement" else years(scene)


def _overview(scene: Scene) -> Drawing | None:
    return means(scene) if published.aspect_of(scene.request) == "fields" else table(scene)


def _weak(scene: Scene) -> Drawing | None:
    if weak.speaks_of_agencies(scene.request):
        return table(scene)
    of_one = scene.named and scene.group is None
    return bars(scene) if of_one else means(scene)


def _compare(scene: Scene) -> Drawing | None:
    return sides(scene) if scene.compared or compare.groups_meant(scene.request) else None


MAKERS: Mapping[str, Callable[[Scene], Drawing | None]] = {
    "score": bars,
    "weak": _weak,
    "whatif": bars,
    "ranking": _ranking,
    "overview": _overview,
    "compare": _compare,
    "history": _history,
}
