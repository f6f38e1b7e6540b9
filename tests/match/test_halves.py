"""Two words are read as one where that is a part of a name, and not where words stand by chance."""

import numpy as np
import pytest

from scanner.match.batch import cut
from scanner.match.halves import Halves, Named
from scanner.match.row import laid
from scanner.match.watchlist import Watchlist
from scanner.model.person import WatchedPerson

PEOPLE = (
    WatchedPerson("attar", "Annmarie", "Attar"),
    WatchedPerson("haddad", "Abdellatif", "Haddad"),
    WatchedPerson("berg", "Anna-Karin", "Berg"),
    WatchedPerson("virtanen", "Aino", "Virtanen"),
)
HALVES = Halves(Watchlist.of_nobody(3).with_(PEOPLE))
NOBODY = Named(*[np.zeros(0, dtype=np.int64)] * 2)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ann-Marie kom", "Annmarie"),
        ("An nmarie kom", "Annmarie"),
        ("Had dad kom", "Haddad"),
        ("Abdel latif", "Abdellatif"),
        ("عبد اللطيف", "عبداللطيف"),
        ("عبد-اللطيف", "عبداللطيف"),
        ("anna-karinberg", "annakarinberg"),
        ("Atta r kom", "Attar"),
        ("A ttar kom", "Attar"),
        ("Virt ase", "Virtase"),
        ("Att är han här", None),
        ("Had  dad", None),
        ("had dad", None),
    ],
)
def test_what_is_read_as_one(text: str, read: str | None) -> None:
    row = laid([text])
    edits = HALVES.find(row, cut(row), NOBODY)
    whole = [text[: edit.start] + edit.read + text[edit.end :] for edit in edits]
    assert [each.split()[0] for each in whole] == ([read] if read else [])
