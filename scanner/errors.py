"""Errors that say what happened, to what, and what to do next; each with its exit code.

Out: `VarnError` and its kinds. Expected outcomes (a page that did not come, a post that is gone)
are values, not errors.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's end means to whoever started it (docs/commands.md)."""

    DONE = 0
    BUG = 1
    USAGE = 2
    """Usage, configuration or watchlist is wrong."""
    NOT_ALL_CHECKED = 3
    FAILED = 4
    """The job could not be done."""
    LEVEL_MET = 10
    INTERRUPTED = 130


class VarnError(Exception):
    """Base of every error that a user can do something about.

    The message is one or two sentences: what happened, to what, what to do next. It holds no
    personal text, for it is shown and logged.
    """

    exit_code = ExitCode.FAILED


class UsageError(VarnError):
    """A command, configuration or watchlist says something that cannot be meant."""

    exit_code = ExitCode.USAGE


class StopError(VarnError):
    """The job cannot go on: wrong key, full disk, another scan at work."""


def disk_full(where: object) -> StopError:
    """For a disk, a quota or a file that takes no more; also for one that fails as it is written.

    `where`: a path, or the name of a folder.
    """
    return StopError(
        f"The disk with {where} is full or failing. Nothing half done was kept: free some space "
        "and run again."
    )
