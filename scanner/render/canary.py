"""The operator's test page, with words in every language that we speak on what it is."""

from scanner.config.settings import LANGUAGES
from scanner.model.canary import Canary
from scanner.render.pages import render


def page(canary: Canary) -> str:
    """The page as HTML. What it says of the canary is as grave as what alerts."""
    notes = [(one, render("canary/note.txt", one).splitlines()) for one in LANGUAGES]
    return render("canary/page.html", LANGUAGES[0], canary=canary, notes=notes)
