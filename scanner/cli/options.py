"""What stands before the command's name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    config: str
    debug: bool
