"""The operator tells everybody: how many is shown, who never."""

import re

from scanner.store import audit
from tests.cli.world import World

TEXT = 'id = "kopia-1"\nsv = "En kopia är borta."\nen = "A copy is lost."\n'


def code(world: World) -> str:
    looked = world.varn("breach", "notify", world.folder / "notice.toml")
    assert looked.code == 0, looked
    assert "Mails that would go: 1. Nothing was sent." in looked.out
    found = re.search(r"--confirm ([0-9a-f]{8})", looked.out)
    assert found is not None
    return found[1]


def last_entry(world: World) -> str:
    store = world.opened()
    try:
        entry = store.read(lambda tx: audit.latest_of(tx, "breach.notify"))
    finally:
        store.close()
    return "" if entry is None else f"{entry.actor} {entry.matter.reason.reveal()}"


def test_it_says_how_many_and_never_who(world: World) -> None:
    file = world.folder / "notice.toml"
    file.write_text(TEXT, encoding="utf-8")
    confirmed = code(world)
    assert last_entry(world) == ""
    sent = world.varn("breach", "notify", file, "--confirm", confirmed, "--officer", "eva")
    assert (sent.code, sent.out.splitlines()[0].split(".")[0]) == (0, "Mails that go now: 1")
    assert last_entry(world) == "cli:eva 1 mails"
    again = world.varn("breach", "notify", file, "--confirm", confirmed)
    assert "nothing more is to do" in again.out
    for word in ("Amina", "Provhult", "amina", "provstad.example"):
        assert word not in sent.out + sent.err + again.out


def test_only_the_words_that_were_looked_at_are_sent(world: World) -> None:
    file = world.folder / "notice.toml"
    file.write_text(TEXT, encoding="utf-8")
    confirmed = code(world)
    file.write_text(TEXT.replace("borta", "hittad"), encoding="utf-8")
    refused = world.varn("breach", "notify", file, "--confirm", confirmed)
    assert refused.code == 2
    assert "Nothing was sent" in refused.err
    assert last_entry(world) == ""
