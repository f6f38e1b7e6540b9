"""What one look at a page says of one person."""

from dataclasses import dataclass

from scanner.model.assessment import Assessment
from scanner.model.finding import Excerpt, Sketch
from scanner.model.ids import FindingId, PersonId
from scanner.model.judgement import Sign

Lot = tuple[PersonId, bool, int, int]
"""Mentions of one person that are judged together: whose, whether in the page as it was cut, and
from where to where in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One person in one post of a page (or in the page, outside its posts)."""

    person_id: PersonId
    key: str
    """Tells the post from others on its page; '' means that the page is the post."""
    sketch: Sketch
    """Of what the post says in its own words."""
    assessment: Assessment
    excerpt: Excerpt
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one look at a page says of everybody."""

    exposures: tuple[Exposure, ...]
    is_cut: bool
    """False where they tell of the page as a whole: of no post is known that it is missing."""
    again: tuple[FindingId, ...] = ()
    """On a page that was not cut: findings whose words stand there as before, and nothing more."""
    judged: tuple[Lot, ...] = ()
    left: int = 0
    """Lots that nobody judged, for want of time: not checked, never clear."""
