"""Papers that an authority signs say nothing of the product that is not there.

`docs/security.md` and `docs/crawling.md` name files and tests; `docs/privacy/` names settings with
their defaults, tables, commands and pages. Whatever stands in backticks there must exist.
"""

import ast
import re
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import get_type_hints

import pytest

from scanner.config.settings import Config
from scanner.portal.policy import RULES
from scanner.render.pages import TEMPLATES_FOLDER
from scanner.render.translations import catalogue
from scanner.store import keys, retention
from scanner.store.schema import metadata
from tests.structure.test_docs import names

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "docs" / "security.md"
CRAWLING = ROOT / "docs" / "crawling.md"
FOLDER = ROOT / "docs" / "privacy"
PAPERS = sorted(FOLDER.glob("*.md"))
RECORD = FOLDER / "record.md"
LAW = FOLDER / "law.md"
NOTICE = FOLDER / "public-notice.md"

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)")
STATED = re.compile(r"`(\w+\.\w+)` \((\d+)")
POINT = re.compile(r"\bL\d+\b")
FILES = {"varn.db", "keys.db", "scan.toml", "evidence/", "reports/"}
NOT_PERSONAL = {
    "installation", "host", "robots", "page", "scan", "source_state", "alarm", "clock_witness",
    "shape", "held", "seen_line", "parameter", "variant", "candidate", "query_day", "source_turn",
    "report_period", "canary",
}  # fmt: skip
"""Facts of the crawl (tests/store/test_erasures.py)."""


def said(paper: Path) -> list[str]:
    return CODE.findall(paper.read_text(encoding="utf-8"))


# ---- docs/security.md, docs/crawling.md -------------------------------------------------------

PROVED = (SECURITY, CRAWLING)
NAMED = [
    word
    for paper in PROVED
    for word in said(paper)
    if re.match(r"(scanner|tests)/|pyproject", word)
]
CONTROLS = [
    cells
    for paper in PROVED
    for line in paper.read_text(encoding="utf-8").splitlines()
    if len(cells := line.strip("| ").split(" | ")) == 3 and "`" in line
]


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, defined))


@pytest.mark.parametrize("named", sorted(set(NAMED)))
def test_every_file_and_test_that_a_paper_names_exists(named: str) -> None:
    path, _, test = named.partition("::")
    assert (ROOT / path).is_file()
    if test:
        assert test in functions(ROOT / path)


@pytest.mark.parametrize("cells", CONTROLS, ids=lambda cells: cells[0][:50])
def test_every_control_names_what_does_it_and_what_proves_it(cells: list[str]) -> None:
    _, done, proved = cells
    assert CODE.findall(done)
    assert CODE.findall(proved)
    assert all("::test_" in word for word in CODE.findall(proved))


def test_there_are_controls() -> None:
    assert len(CONTROLS) > 40


# ---- docs/privacy/ ----------------------------------------------------------------------------


def options() -> dict[str, object]:
    """Every option of `scan.toml`, as ``section.option``, with its default."""
    return {
        f"{section.name}.{option.name}": option.default
        for section in fields(Config)
        for option in fields(section_type(section.name))
    }


def section_type(name: str) -> type:
    hint = get_type_hints(Config)[name]
    return next(kind for kind in getattr(hint, "__args__", (hint,)) if kind is not type(None))


def tables() -> set[str]:
    return set(metadata.tables) | set(re.findall(r"CREATE TABLE (\w+)", keys._SCHEMA))


def is_there(word: str) -> bool:
    commands = set(names())
    return (
        word in FILES
        or word in options()
        or word in tables()
        or word in {kind.name for kind in retention.KINDS}
        or word.split(" --")[0] in commands
        or word in {line.path for lines in RULES.values() for line in lines}
        or (ROOT / word).is_file()
    )


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_whatever_a_paper_names_exists(paper: Path) -> None:
    assert [word for word in said(paper) if not is_there(word)] == []


@pytest.mark.parametrize("paper", [*PAPERS, *PROVED], ids=lambda paper: paper.name)
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = LINK.findall(paper.read_text(encoding="utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_default_that_a_paper_states_is_the_default(paper: Path) -> None:
    for option, number in STATED.findall(paper.read_text(encoding="utf-8")):
        default = options()[option]
        assert default is not MISSING
        assert default == int(number), option


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_statement_of_law_leads_to_its_source(paper: Path) -> None:
    known = set(re.findall(r"^\| (L\d+) \|", LAW.read_text(encoding="utf-8"), re.MULTILINE))
    assert known
    assert set(POINT.findall(paper.read_text(encoding="utf-8"))) <= known


def test_the_record_names_every_table_that_holds_something_of_a_person() -> None:
    assert tables() - NOT_PERSONAL <= set(said(RECORD))


def test_the_record_names_every_time_that_can_be_set() -> None:
    times = {option for option in options() if option.startswith("retention.")}
    assert times | {"reports.keep_days", "portal.consent_months"} <= set(said(RECORD))


def test_the_public_notice_says_what_the_portal_says() -> None:
    about = (TEMPLATES_FOLDER / "portal" / "about.html").read_text(encoding="utf-8")
    fixed = re.findall(r'_\("([^"]+[.)])"\)', about)
    assert len(fixed) > 5
    notice = " ".join(NOTICE.read_text(encoding="utf-8").split())
    translated = map(catalogue("sv").gettext, fixed)
    assert [sentence for sentence in translated if sentence not in notice] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_each_paper_says_in_english_what_it_is_for(paper: Path) -> None:
    lines = paper.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("*Purpose:") for line in lines[:4])


def test_the_index_names_every_paper() -> None:
    index = LINK.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert {paper.name for paper in PAPERS} - {"README.md"} <= set(index)
