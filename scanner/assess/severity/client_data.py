"""Does the post hold a client's affairs? Parents who share a court's papers share their child's."""

import re
from collections.abc import Iterator
from typing import Final

from scanner.assess.scene import Scene
from scanner.identifiers.case_number import CASE_NUMBER
from scanner.model.assessment import Because

_CARE: Final = re.compile(
    r"\b(?:lvu|lvm|omhandertag\w*|omhandertog\w*|tvangsvard\w*|familjehem\w*|umgange\w*)\b"
)
"""As the texts of a scene are: without accents."""


def client_data(scene: Scene) -> Iterator[Because]:
    """A reason to keep others' data apart: the number of a case beside words of care."""
    if any(_CARE.search(one.text) and CASE_NUMBER.stands_in(one.folded) for one in scene.windows):
        yield Because(
            message="The number of a case stands beside words of care: the page probably holds a "
            "client's affairs; ask the data protection officer."
        )
