"""What everybody who takes part is told alike: after a breach, or when a backup was put back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    notice_id: str
    """The operator's name for it: each is sent once."""
    at: datetime
    sv: str
    en: str

    def paragraphs(self, language: str) -> tuple[str, ...]:
        """In `sv` or `en`: without line breaks within them, for they are broken anew."""
        text = self.sv if language == "sv" else self.en
        return tuple(" ".join(one.split()) for one in text.split("\n\n") if one.strip())
