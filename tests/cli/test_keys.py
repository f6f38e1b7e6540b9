"""A new master key, as an operator makes it."""

import re

from tests.cli.world import World


def code_in(text: str) -> str:
    (code,) = re.findall(r"^    ((?:[A-Z2-7]{4} ?){14})$", text, re.MULTILINE)
    return str(code)


def test_a_new_key_and_its_code(after: World) -> None:
    shown = after.varn("findings", "list").out
    ended = after.varn("keys", "rotate")
    assert ended.code == 0, ended
    code = code_in(ended.out)
    assert code in (after.folder / "master.key").read_text(encoding="ascii")
    assert after.varn("findings", "list").out == shown != "No cases.\n"
    assert "wrong" not in after.varn("doctor").out

    (after.folder / "master.key").unlink()
    assert after.varn("init", "--restore-key", said=f"{code}\n").code == 0
    assert after.varn("findings", "list").out == shown


def test_a_key_that_is_in_use_is_not_rotated(after: World) -> None:
    store = after.opened()
    ended = after.varn("keys", "rotate")
    store.close()
    assert (ended.code, "Stop serve, portal" in ended.sentence) == (4, True)
    assert code_missing(ended.out)


def code_missing(text: str) -> bool:
    return "Recovery code" not in text


def test_doctor_knows_of_one_that_was_interrupted(after: World) -> None:
    key = (after.folder / "master.key").read_text(encoding="ascii")
    coming = after.folder / "master.key.next"
    coming.write_text(key, encoding="ascii")
    coming.chmod(0o600)
    assert "look  master key: A rotation was not finished" in after.varn("doctor").out
