"""Every message that the product can show, gathered from templates and code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from scanner.render.gist import EXPOSED
from scanner.render.labels import DEEDS, LABELS, WORK
from scanner.render.pages import TEMPLATES_FOLDER
from scanner.render.places import HANDED_IN
from scanner.render.reasons import VALUES

SCANNER = Path(__file__).parents[2] / "scanner"
REASONED = (*(SCANNER / "assess").rglob("*.py"), SCANNER / "findings" / "pile_on.py")

SENTENCE = re.compile(r"[A-Z][^.]* [^.]*\.")


def in_templates() -> set[str]:
    found = extract_from_dir(
        TEMPLATES_FOLDER,
        method_map=[("**.html", "jinja2"), ("**.txt", "jinja2")],
        options_map={"**": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}},
    )
    return {part for _, _, message, _, _ in found for part in _parts(message)}


def in_labels() -> set[str]:
    tables = (*LABELS.values(), *VALUES.values())
    return {sentence for table in tables for sentence in table.values()} | {
        *DEEDS.values(),
        *WORK.values(),
        EXPOSED,
        HANDED_IN,
    }


def in_code() -> set[str]:
    """The reasons that are given: every sentence in their code that is no docstring."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in REASONED)
    return {text for tree in trees for text in _constants(tree) if SENTENCE.fullmatch(text)}


def _constants(tree: ast.Module) -> Iterator[str]:
    nodes = list(ast.walk(tree))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


def _parts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message[:1]
