"""The source of what people hand in: addresses and files, each read once.

It stands in no watchlist. What is handed in was chosen, and may have been written, by whoever hands
it in: so nothing there is called known (`Source.is_supplied`).
"""

from datetime import date
from typing import Final

from scanner.places.sources import SUPPLIED, Source, SourceClass, SourceKind

TIPS: Final = Source(
    source_id=SUPPLIED,
    name="Tips",
    kind=SourceKind.PAGES,
    source_class=SourceClass.OTHER,
    owner="",
    legal_note="",
    review_by=date.max,
    max_pages=1000,
    delay_seconds=0.0,
)
"""A host's pace is that of the settings and of its robots.txt."""
