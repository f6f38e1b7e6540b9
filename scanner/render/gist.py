"""What a case is about, in a few words."""

from collections.abc import Sequence

from scanner.model.assessment import ExposedDetail, SeverityTier
from scanner.render.labels import label
from scanner.render.translations import translate

EXPOSED = "exposed: {details}"


def gist(tier: SeverityTier, details: Sequence[ExposedDetail], language: str) -> str:
    """What the text does; where its words alone do no harm, which details stand beside them."""
    if tier > SeverityTier.T1 or not details:
        return label(tier, language)
    kinds = dict.fromkeys(label(detail.kind, language) for detail in details)
    return translate(EXPOSED, language).format(details=", ".join(kinds).lower())
