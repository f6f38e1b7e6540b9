"""The options as data: what `settings` declares, for the written file, the docs and look-ups."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from scanner.config import settings
from scanner.config.strict import Between

REQUIRED = object()
"""Stands for the default of an option that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: ``[section] key``."""

    section: str
    key: str
    kind: Any
    """Its Python type, as declared."""
    default: object
    meaning: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"VARN_{self.section}_{self.key}".upper()

    @property
    def values(self) -> str:
        """What may be written, in words."""
        return _words(self.kind)


@cache
def options() -> tuple[Option, ...]:
    """Every option, in the order of the file."""
    hints = get_type_hints(settings.Config)
    return tuple(
        option
        for section in fields(settings.Config)
        for option in _of_section(section.name, section_class(hints[section.name]))
    )


def section_class(kind: Any) -> type:
    """The settings class of a section's declared type, which may be optional."""
    classes = [part for part in get_args(kind) or (kind,) if part is not type(None)]
    found: type = classes[0]
    return found


def _of_section(section: str, kind: Any) -> list[Option]:
    hints = get_type_hints(kind, include_extras=True)
    meanings = _meanings()[kind.__name__]
    return [
        Option(
            section=section,
            key=field.name,
            kind=hints[field.name],
            default=_default(field),
            meaning=meanings[field.name],
        )
        for field in fields(kind)
    ]


def _default(field: "Field[Any]") -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return REQUIRED if field.default is MISSING else field.default


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """Class name → field → the docstring under it, which Python itself throws away."""
    tree = ast.parse(inspect.getsource(settings))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return {node.name: _docstrings(node.body) for node in classes}


def _docstrings(body: list[ast.stmt]) -> dict[str, str]:
    found = {}
    for field, doc in pairwise(body):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            found[field.target.id] = " ".join(str(doc.value.value).split())
    return found


def _words(kind: Any) -> str:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        bounds = [part for part in parts if isinstance(part, Between)]
        return ", ".join([_words(parts[0]), *map(str, bounds)])
    if origin is Literal:
        return " or ".join(f'"{value}"' for value in parts)
    if origin is UnionType:
        return _words(parts[0])
    if origin is not None:
        return {tuple: "list of text", dict: "table of text"}[origin]
    return {str: "text", int: "whole number", float: "number", Path: "path", bool: "true/false"}[
        kind
    ]
