"""What one look at a page says of one person."""

from dataclasses import dataclass

from scanner.model.assessment import Assessment
from scanner.model.finding import Excerpt, Sketch
from scanner.model.ids import PersonId


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
