"""The invented person of an operator's test page: who is found there shows that we are awake."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """Nobody: from a pool of this program, and never in the store."""

    given: str
    surname: str
    role: str
    town: str
    phone: str
    """One of those that are never given to anybody."""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryState:
    looked_at: datetime
    """When the test page last came and was looked through."""
    proved_at: datetime | None
    """When its person was last found there, gravely enough to alert; None: never."""

    @property
    def is_found(self) -> bool:
        """Whether the latest look found the person."""
        return self.proved_at == self.looked_at
