"""What test_sandbox has done in a worker; imports little, so that workers start quickly."""

import ctypes
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from scanner.model.document import Block, BlockKind
from scanner.model.page import Page

MEMORY = 512 * 1024 * 1024


def double(text: str) -> str:
    return text * 2


def body_of(page: Page) -> tuple[Block, datetime]:
    return Block(kind=BlockKind.BODY, start=0, end=len(page.body)), page.fetched_at


def process_id() -> int:
    return os.getpid()


def parent_id() -> int:
    return os.getppid()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin_in_c() -> int:
    return 7 ** (10**9)


def take_memory() -> int:
    return len(bytearray(4 * MEMORY))


def read_nowhere() -> int:
    return ctypes.string_at(0)[0]


def complain(text: str) -> None:
    raise ValueError(text)


def environment() -> tuple[str, ...]:
    return tuple(os.environ)


def core_limit() -> int:
    limits = Path("/proc/self/limits").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[4]) for line in limits if line.startswith("Max core file size"))


def print_both(text: str) -> str:
    sys.stdout.write(text)
    sys.stderr.write(text)
    os.write(1, text.encode())
    os.write(2, text.encode())
    return "printed"


class Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("sprung",)


def answer_with_a_trap() -> Trap:
    return Trap()


class Look:
    def __reduce__(self) -> tuple[object, ...]:
        return getattr, (Page, "__doc__")


def answer_with_a_lookup() -> Look:
    return Look()


def unpicklable() -> object:
    return lambda: None


def finds_nobody(*_: object) -> tuple[tuple[()], bool]:
    """What a broken index answers: nobody, anywhere, and nothing amiss."""
    return (), True


def fails(*_: object) -> None:
    raise ValueError


def all_unnamed(texts: tuple[str, ...]) -> tuple[bool, ...]:
    return (True,) * len(texts)
