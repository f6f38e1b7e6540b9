"""What judges the models stays as it was written before anything was trained."""

import hashlib
from pathlib import Path

import scanner.bench

HELD = Path(scanner.bench.__file__).parent / "held"
BEFORE_TRAINING = "e014236eb707ddfab1b7a228520458f5f972f9bdb15265e03f6dd3a0374dbaf4"


def test_held_out_files_are_those_that_were_written_before_training() -> None:
    hashes = (HELD / "HASHES").read_bytes()
    assert hashlib.sha256(hashes).hexdigest() == BEFORE_TRAINING
    written = dict(reversed(line.split("  ")) for line in hashes.decode().splitlines())
    found = {
        path.relative_to(HELD).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in HELD.glob("*/*.json*")
    }
    assert found == written
