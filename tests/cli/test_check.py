"""`check`: what it says and how it ends; what it finds stands in the findings alone."""

import os
from pathlib import Path

import pytest

from scanner.pipeline import checking
from tests.cli.world import ABOUT_HER, FORUM, THREAD, World
from tests.lab import Lab

READ = (
    "Read. What it says of anybody who takes part goes into cases, alerts and the report, as ever; "
    "nothing of it is told here.\n"
)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "STEP_SECONDS", 0.01)


def test_an_address(world: World, sites: Lab) -> None:
    sites.page(f"{FORUM}/tips", ABOUT_HER)
    done = world.varn("check", f"http://{FORUM}/tips")
    assert (done.code, done.out) == (0, READ)
    shown = world.varn("findings", "list").out
    assert "1 case" in shown
    missing = world.varn("check", f"http://{FORUM}/borta")
    assert (missing.code, missing.out) == (
        3, "Not checked: the site says that the page is not there.\n"
    )  # fmt: skip


def test_a_page_of_a_source_is_left_to_it_and_that_is_said(world: World, sites: Lab) -> None:
    sites.page(f"{FORUM}/trad", ABOUT_HER)
    world.varn("run")
    asked = sites.paths()
    done = world.varn("check", THREAD)
    assert (done.code, sites.paths()) == (0, asked)
    assert done.out == (
        "That is a page of the source forum and read at its visits alone, so not now. "
        "`sources list` shows how that source stands; a page saved in the browser is read at "
        "once.\n"
    )


def test_a_file_and_what_is_told_of_where_it_lay(world: World, tmp_path: Path) -> None:
    file = tmp_path / "amina.html"
    file.write_text(ABOUT_HER, encoding="utf-8")
    done = world.varn("check", file)
    assert (done.code, done.out) == (0, READ)
    assert file.read_text(encoding="utf-8") == ABOUT_HER
    case = world.varn("findings", "list").out.split()[0]
    shown = world.varn("findings", "show", case).out
    assert "a file handed in on 20" in shown
    assert "tip.invalid" not in shown
    assert str(tmp_path) not in shown


def test_a_file_that_nobody_stands_in_is_answered_alike(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Vi är nöjda med hjälpen.", encoding="utf-8")
    done = world.varn("check", tmp_path / "a.html")
    assert (done.code, done.out) == (0, READ)


def test_what_is_no_file_is_refused_in_one_sentence(world: World, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(8 * 1024 * 1024 + 1)
    for what in ("fifo", "huge", "not-there", "."):
        ended = world.varn("check", tmp_path / what)
        assert (ended.code, ended.out) == (2, "")
        assert ended.sentence
        assert str(tmp_path) not in ended.err
    assert world.varn("check", "https://").code == 2
