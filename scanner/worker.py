"""What runs on the far side of a `Sandbox`: workers, and the process that they are copies of.

An interpreter with the parsers takes most of a second to start. So one process imports what its
workers need, and copies itself: a worker that a hostile page ends is there again in milliseconds,
and all share the memory of what was imported. That process reads no page and knows nobody.
"""

import gc
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Final

ORPHAN_SECONDS: Final = 1.0
"""So long after a call's limit a worker whose parent was killed is ended by its own alarm."""

LENGTH: Final = struct.Struct(">Q")

LONGEST_BIRTH: Final = 65_536
"""Bytes of a `Birth`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A worker to be made. With it comes the socket that it is asked on."""

    module: str
    """What it is going to need: stays imported for those that come after it."""
    path: tuple[str, ...]
    """Where our modules are."""
    memory_bytes: int
    niceness: int


def frame(value: object) -> bytes:
    """A message: its length, then the pickled value."""
    message = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(message)) + message


def give_birth() -> None:
    """Copy this process for every `Birth` that is asked for on its standard input; answers with a
    handle of the new process. When whoever asks is gone, so are all that it made."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # A core dump would hold the page.
    signal.signal(signal.SIGCHLD, _bury)
    gc.disable()
    asked = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    while True:
        message, sockets, _, _ = socket.recv_fds(asked, LONGEST_BIRTH, 1)
        if not message:
            break
        birth: Birth = pickle.loads(message)  # noqa: S301 - from our parent
        sys.path[:] = birth.path
        with suppress(Exception):  # The worker meets the same error, and tells it.
            import_module(birth.module)
        gc.freeze()
        process = os.fork()
        if not process:
            asked.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _live(socket.socket(fileno=sockets[0]), birth)
        os.close(sockets[0])
        _living.add(process)
        handle = os.pidfd_open(process)
        socket.send_fds(asked, [b"\0"], [handle])
        os.close(handle)
    for process in tuple(_living):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.wait()


_living: Final[set[int]] = set()


def _bury(_signal: int, _frame: object) -> None:
    """Their time of the processor is then counted with ours."""
    with suppress(ChildProcessError):
        while found := os.waitpid(-1, os.WNOHANG)[0]:
            _living.discard(found)


def _live(parent: socket.socket, birth: Birth) -> None:
    """A worker's life: answer questions until the parent is gone."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (birth.memory_bytes, birth.memory_bytes))
        os.nice(birth.niceness)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        with parent, parent.makefile("rb") as questions:
            while header := questions.read(LENGTH.size):
                question = questions.read(*LENGTH.unpack(header))
                function, arguments, seconds = pickle.loads(question)  # noqa: S301 - as above
                # The system ends us at the alarm even inside a C loop, if no parent is left to.
                signal.setitimer(signal.ITIMER_REAL, seconds + ORPHAN_SECONDS)
                parent.sendall(_answer(function, arguments))
                signal.setitimer(signal.ITIMER_REAL, 0)
                # What the first question makes stays: to search it for garbage doubles its time.
                gc.enable()
    finally:
        # Nothing of the process that this is a copy of may go on here.
        os._exit(0)


def _answer(function: Callable[..., object], arguments: tuple[object, ...] | None) -> bytes:
    try:
        return frame(("", None if arguments is None else function(*arguments)))
    except MemoryError:
        raise  # What is left of this process is of no use.
    except Exception as error:  # noqa: BLE001 - the border: its kind is told, never its message
        return frame((type(error).__name__, None))
