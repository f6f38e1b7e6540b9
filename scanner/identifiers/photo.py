"""Her photo: known by how it looks (`match.photos`), never by words."""

from typing import Final

from scanner.identifiers.candidate import Identifier
from scanner.model.person import DetailKind

PHOTO: Final = Identifier(
    kind=DetailKind.PHOTO,
    find=lambda page: (),
    normalise=lambda value: None,
    mask=lambda normal: "•••",
    is_watched=False,  # not in the form: she uploads it
    # Of the 19 that two looks so near are worth among different pictures: nobody has shown that the
    # photo is hers, so that alone it stays below what alerts.
    bits=8.0,
    work_weight=1,
    private_weight=3,
    hits=(),
    near_misses=("på bilden: Amina Testberg", "img_0174.jpg"),
)
