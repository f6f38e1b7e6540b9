"""Writes `scan.toml` with every option explained, and the table of options for the docs."""

import json
from itertools import groupby
from pathlib import Path
from typing import Final

from scanner.config.options import REQUIRED, Option, options
from scanner.config.settings import Config

_HEAD: Final = """\
# The configuration of Värn (docs/configuration.md). Options with a # before them have their
# default. Each can be set for one run by an environment variable: [crawl] delay_seconds is
# VARN_CRAWL_DELAY_SECONDS. Relative paths are relative to this file.
"""


def render(config: Config) -> str:
    """`config` as a commented `scan.toml`; reading it gives `config` again.

    Options at their default are written as comments, so that a later default reaches them.
    """
    parts = [_HEAD]
    for section, found in groupby(options(), key=lambda option: option.section):
        values = getattr(config, section)
        if values is not None:
            lines = (_line(option, getattr(values, option.key)) for option in found)
            parts.append(f"[{section}]\n" + "".join(lines))
    return "\n".join(parts)


def reference() -> str:
    """Every option as Markdown: one section a heading, one option a row."""
    parts = []
    for section, found in groupby(options(), key=lambda option: option.section):
        head = f"### [{section}]\n\n| option | value | default | meaning |\n|---|---|---|---|\n"
        parts.append(head + "".join(map(_row, found)))
    return "\n".join(parts)


def _line(option: Option, value: object) -> str:
    mark = "# " if value == option.default else ""
    return f"# {option.meaning}\n{mark}{option.key} = {_toml(value)}\n"


def _row(option: Option) -> str:
    default = "*needed*" if option.default is REQUIRED else f"`{_toml(option.default)}`"
    values = option.values.replace("|", r"\|")
    return f"| `{option.key}` | {values} | {default} | {option.meaning} |\n"


def _toml(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_text(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, str | Path):
        return _text(str(value))
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _text(text: str) -> str:
    # JSON's escapes are TOML's too, save for DEL, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
