"""`canary` prints a page; who stands on it nobody can choose."""

from pathlib import Path

import pytest

from scanner.model.ids import Address
from scanner.places.canary import canary_of
from tests.cli.world import SOURCE, THREAD, World, made, post, web

TEST = SOURCE.replace('"forum"\nname', '"vakt"\nname') + "canary = true\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    with web() as sites, post() as sink:
        return made(tmp_path, sites, sink)


def test_without_a_test_page_it_says_how_to_make_one(world: World) -> None:
    ended = world.varn("canary")
    assert (ended.code, ended.out) == (2, "")
    assert "canary = true" in ended.sentence


def test_the_page_names_who_follows_from_its_address_and_says_what_it_is(world: World) -> None:
    world.source("vakt", TEST)
    ended = world.varn("canary")
    who = canary_of(Address(THREAD))
    assert ended.code == 0
    assert ended.out.startswith("<!doctype html>")
    for words in (who.name, who.town, who.phone, "påhittade", "are invented", "noindex"):
        assert words in ended.out
    assert "forum[.]example" in ended.err
    assert world.varn("canary", "vakt").out == ended.out


def test_one_of_several_is_named(world: World) -> None:
    world.source("vakt", TEST)
    world.source("vakt2", TEST.replace('"vakt"', '"vakt2"').replace(THREAD, f"{THREAD}/2"))
    ended = world.varn("canary")
    assert (ended.code, ended.out) == (2, "")
    assert "vakt, vakt2" in ended.sentence
    assert world.varn("canary", "vakt").out != world.varn("canary", "vakt2").out
    assert world.varn("canary", "forum").code == 2
