"""The system's Chromium, for tests that drive one."""

import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Where the system's browser is; skips where it has none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    return found


def unfenced(folder: Path) -> Path:
    """A program that starts it without its own sandbox: machines that run tests are containers and
    tests run as root, where it has none."""
    program = folder / "chromium-for-tests"
    program.write_text(f'#!/bin/sh\nexec {chromium()} --no-sandbox "$@"\n')
    program.chmod(0o755)
    return program
