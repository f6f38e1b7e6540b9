"""What she is called by beside her name: "socialsekreteraren … i Provstad".

News and notices say it, and so the model takes it for a sign of calm. A threat that says it is one
none the less: a post is judged without it too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from scanner.assess.scene import Scene, Window
from scanner.assess.somewhere import somewhere
from scanner.places.organisation import Organisation
from scanner.places.phrases import NAME

MOST_PLACES: Final = 40
"""Of one kind in one window: a bound."""
FARTHEST: Final = 80
"""Characters to either side of her name that may call her."""

_LINK: Final = (
    r"(?:i|pa|vid|hos|fran|inom|for|som|ar|den|det|var|min|er|in|at|of|from|the|a|an|our|who|is|with"
    r"|في|من|على|عند|التي|هي)"
)
_LINKS: Final = re.compile(rf"[\s,()]*(?:{_LINK}[\s,()]+){{0,3}}")


def uncalled(scene: Scene, organisation: Organisation) -> Scene | None:
    """The scene as if those words were part of her name; None where there are none."""
    windows = tuple(_uncalled(window, organisation) for window in scene.windows)
    return None if windows == scene.windows else replace(scene, windows=windows)


def _uncalled(window: Window, organisation: Organisation) -> Window:
    calling = sorted(_calling(window, organisation))
    names = tuple(_widened(window.text, name, calling) for name in window.names)
    if names == window.names:
        return window
    text = window.text
    for start, end in names:
        text = text[:start] + NAME * (end - start) + text[end:]
    return replace(window, text=text, names=names)


def _calling(window: Window, organisation: Organisation) -> Iterator[tuple[int, int]]:
    """Where her role, unit, workplace or town stands."""
    for pattern in (
        organisation.roles.pattern,
        organisation.roles_elsewhere.pattern,
        organisation.workplace.pattern,
        organisation.units.pattern,
        organisation.names.pattern,
    ):
        yield from (match.span() for match in islice(pattern.finditer(window.text), MOST_PLACES))
    yield from somewhere(window, (), (), ())


def _widened(text: str, name: tuple[int, int], calling: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of a name and of what calls her on either side, with links between only."""
    start, end = name
    for first, last in reversed(calling):
        is_near = last <= start and name[0] - first <= FARTHEST
        if is_near and _LINKS.fullmatch(text, last, start):
            start = first
    for first, last in calling:
        is_near = end <= first and last - name[1] <= FARTHEST
        if is_near and _LINKS.fullmatch(text, end, first):
            end = last
    return start, end
