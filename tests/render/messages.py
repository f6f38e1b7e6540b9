"""Every message that the product can show, gathered from templates and code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from scanner.render.labels import LABELS
from scanner.render.pages import TEMPLATES_FOLDER

ROOMS = Path(__file__).parents[2] / "scanner"


def in_templates() -> set[str]:
    found = extract_from_dir(
        TEMPLATES_FOLDER,
        method_map=[("**.html", "jinja2"), ("**.txt", "jinja2")],
        options_map={"**": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}},
    )
    return {part for _, _, message, _, _ in found for part in _parts(message)}


def in_labels() -> set[str]:
    return {sentence for table in LABELS.values() for sentence in table.values()}


def in_code() -> set[str]:
    """The `message` of every `Because(…)` that is written where it is made."""
    return {text for path in ROOMS.rglob("*.py") for text in _because(ast.parse(path.read_text()))}


def _because(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "message":
            yield from _constants(node.value)


def _constants(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _parts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message[:1]
