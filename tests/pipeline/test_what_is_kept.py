"""What stays of a page that names nobody: where it is and when it was seen, not a word of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import BOTH, tagged

WORD = "kvastskaftsvridaren"
HERS = "grindstolpsmålaren"


def kept(folder: Path) -> Iterator[bytes]:
    return (file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize("second", [f"Mer om {WORD}.", ""])
async def test_no_word_of_a_page_that_names_nobody_is_kept(stage: Stage, second: str) -> None:
    stage.sources = (source("http://forum.example/t", "http://forum.example/u"),)
    await stage.opt_in(AMINA)
    tagged(stage.sites, "forum.example/t", page(post("p1", f"Så sade {WORD} i går.")))
    stage.sites.page("forum.example/u", page(post("p2", f"{BOTH} {HERS}")))
    await stage.scan()
    stage.sites.page("forum.example/t", page(post("p1", second)))
    await stage.scan(DAY)
    assert stage.of(AMINA)
    files = [*kept(stage.config.data.folder), *kept(stage.config.reports.folder)]
    assert any(b"forum.example/t" in one for one in files)
    for word in (WORD, HERS):  # Of the page that names her it is sealed.
        for encoded in (word.encode(), word.encode("utf-16-le")):
            assert not any(encoded in one for one in files), word
