"""A command imports only what it works with: importing is most of what starting costs."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
OF_OTHERS = frozenset({"alembic", "bs4", "feedparser", "imagehash", "numpy", "PIL", "selectolax"})
"""Migrations, and the readers of hostile bytes: those work in processes of their own."""

IMPORTED = "import sys; from scanner.cli.commands import loaded; loaded({!r}); print(*sys.modules)"


@pytest.mark.parametrize("command", ["run", "serve", "portal", "findings"])
def test_what_others_work_with_is_not_imported(command: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(command)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    )
    modules = set(told.stdout.split())
    assert f"scanner.cli.{command}" in modules
    assert not modules & OF_OTHERS
