"""The folder list reads as the job: what every room promises (docs/architecture.md)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SCANNER = Path(__file__).parents[2] / "scanner"
INITS = sorted(SCANNER.rglob("__init__.py"))


def test_import_law_holds() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=SCANNER.parent, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("init", INITS, ids=lambda p: str(p.relative_to(SCANNER.parent)))
def test_a_rooms_init_is_its_docstring_and_hands_nothing_on(init: Path) -> None:
    body = ast.parse(init.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Constant)
    assert isinstance(body[0].value.value, str)


@pytest.mark.parametrize("room", [p for p in INITS if p.parent.parent == SCANNER], ids=str)
def test_a_room_says_what_goes_in_and_what_comes_out(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8")))
    assert docstring is not None
    assert "In:" in docstring or "In and out:" in docstring
