"""Real pages from a file, with the bytes that their sites sent."""

import gzip
import json
from pathlib import Path

import pytest

from scanner.bench.real import read_real
from scanner.errors import UsageError


def write(file: Path, *lines: dict[str, str]) -> Path:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    return file


def test_gives_the_bytes_of_each_page(tmp_path: Path) -> None:
    file = write(
        tmp_path / "pages.jsonl.gz",
        {"html": "<p>Åsa</p>", "enc": "utf-8"},
        {"html": "<p>\xc5sa</p>", "enc": "latin-1 (bytes)"},
    )
    assert [page.body for page in read_real(file)] == ["<p>Åsa</p>".encode(), b"<p>\xc5sa</p>"]


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "pages.txt"
    plain.write_text("hej")
    with pytest.raises(UsageError, match="cannot be read as real pages"):
        read_real(plain)
    with pytest.raises(UsageError, match="KeyError"):
        read_real(write(tmp_path / "other.gz", {"text": "hej"}))
