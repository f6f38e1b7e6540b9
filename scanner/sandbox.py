"""Worker processes that can be killed: hostile bytes are read there, never in the scan itself.

In: a function of a module, its arguments, seconds. Out: its value, or why there is none.
A worker has a memory limit, no core dump, none of our environment and nowhere to print; it is
replaced as soon as it is late or dies. What it answers is unpickled as plain values only, so that
bytes which took a worker over cannot go on to run anything here.
"""

import asyncio
import gc
import io
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")

START_SECONDS: Final = 30.0
"""Longest time for a worker to start and to import a function's module."""

ORPHAN_SECONDS: Final = 1.0
"""So long after a call's limit a worker whose parent was killed is ended by its own alarm."""

LARGEST_ANSWER: Final = 128 * 1024 * 1024
"""Bytes. The document of an 8 MiB page takes at most some 40 MiB."""

_LENGTH: Final = struct.Struct(">Q")


class SandboxTimeout(Exception):  # noqa: N818 - an outcome of the bytes, not a mistake
    """The function gave no value within its seconds; its worker was killed."""


class SandboxFailed(Exception):  # noqa: N818 - as above
    """The function raised, or its worker died. The message holds nothing of the content."""


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """A function by its name, which gives a `T`: only workers import its module.

    A scan that never reads hostile bytes itself need not wait for the parsers, nor hold them.
    """

    module: str
    name: str

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str]]:
        return _imported, (self.module, self.name)


def _imported(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


class Sandbox:
    """At most `workers` processes of `memory_bytes` address space each, started when needed.

    `niceness` 1 to 19 lets other processes go before them.
    Belongs to one event loop, where it is closed too.
    """

    def __init__(self, workers: int, memory_bytes: int, *, niceness: int = 0) -> None:
        self._turns = asyncio.Semaphore(workers)
        self._environment = _environment(memory_bytes, niceness)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()

    async def run(
        self, function: Callable[..., T] | Named[T], *arguments: object, seconds: float
    ) -> T:
        """Call `function(*arguments)` in a worker.

        The function stands at the top of a module; its arguments can be pickled; its value is
        made of plain types, datetimes and `scanner.model` values.
        Raises SandboxTimeout after `seconds`, SandboxFailed where no value came.
        """
        async with self._turns:
            worker = self._idle.pop() if self._idle else _Worker(self._environment)
            self._busy.add(worker)
            try:
                raised, value = await worker.call(function, arguments, seconds)
            except BaseException:
                worker.end()
                raise
            finally:
                self._busy.discard(worker)
            self._idle.append(worker)
        if raised:
            raise SandboxFailed(f"{raised} in {_name(function)}")
        return value  # type: ignore[no-any-return]  # the value of `function`, unpickled

    def close(self) -> None:
        """End every worker, busy ones too; none is left when this returns."""
        for worker in self._busy:
            worker.kill()  # Its call, if still awaited, fails and closes the socket.
        while self._idle:
            self._idle.pop().end()


_Function = Callable[..., Any] | Named[Any]


class _Worker:
    """One process, and our end of the socket to it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        self._imported: set[_Function] = set()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from scanner.sandbox import serve; serve()"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the scan, which then ends its workers.
            )

    async def call(
        self, function: _Function, arguments: tuple[object, ...], seconds: float
    ) -> tuple[str, Any]:
        """Name of the error that the function raised ('' if none), and its value."""
        try:
            if function not in self._imported:
                # Starting and importing are our slowness, not the page's: a limit of their own.
                await self._ask((function, None, START_SECONDS))
                self._imported.add(function)
            return await self._ask((function, arguments, seconds))
        except TimeoutError:
            raise SandboxTimeout(f"{_name(function)} took longer than {seconds:g} s") from None
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            died = f"the worker of {_name(function)} died ({type(error).__name__})"
            raise SandboxFailed(died) from None

    async def _ask(
        self, question: tuple[_Function, tuple[object, ...] | None, float]
    ) -> tuple[str, Any]:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(question[-1]):
            await loop.sock_sendall(self._socket, _frame(question))
            await asyncio.sleep(0)  # An answer that is there at once is late all the same.
            (length,) = _LENGTH.unpack(await self._receive(_LENGTH.size))
            if length > LARGEST_ANSWER:
                raise EOFError
            return _answer(await self._receive(length))

    async def _receive(self, length: int) -> bytearray:
        loop = asyncio.get_running_loop()
        received = bytearray(length)
        rest = memoryview(received)
        while rest:
            size = await loop.sock_recv_into(self._socket, rest)
            if not size:
                raise EOFError
            rest = rest[size:]
        return received

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        self.kill()
        self._socket.close()


class _Values(pickle.Unpickler):
    """Makes values, and refuses to look up anything else that a pickle may name."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member  # So do Python 3.11.0 to 3.11.3 name the members of enums.
        if (module == "datetime" or module.startswith("scanner.model.")) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError("not a value")


def _member(of: type, name: str) -> Enum:
    if not issubclass(of, Enum):
        raise pickle.UnpicklingError("not a value")
    return of[name]


def _answer(message: bytearray) -> tuple[str, Any]:
    try:
        raised, value = _Values(io.BytesIO(message)).load()
    except Exception:  # noqa: BLE001 - bytes that a hostile page may have made raise anything
        raise pickle.UnpicklingError from None
    return str(raised), value


def _frame(value: object) -> bytes:
    message = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(message)) + message


def _name(function: _Function) -> str:
    if isinstance(function, Named):
        return f"{function.module}.{function.name}"
    return f"{function.__module__}.{function.__qualname__}"


def _environment(memory_bytes: int, niceness: int) -> dict[str, str]:
    """Where our modules are, and the limits; no variable of ours, for some hold secrets."""
    return {
        "PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in sys.path),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "MEMORY_BYTES": str(memory_bytes),
        "NICENESS": str(niceness),
    }


def serve() -> None:
    """A worker's life: answer questions until the parent is gone."""
    memory_bytes = int(os.environ["MEMORY_BYTES"])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # A core dump would hold the page.
    os.nice(int(os.environ["NICENESS"]))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.disable()
    with socket.socket(fileno=os.dup(0)) as parent, parent.makefile("rb") as questions:
        while header := questions.read(_LENGTH.size):
            question = questions.read(*_LENGTH.unpack(header))
            function, arguments, seconds = pickle.loads(question)  # noqa: S301 - from our parent
            # The system ends us at the alarm even inside a C loop, if no parent is left to.
            signal.setitimer(signal.ITIMER_REAL, seconds + ORPHAN_SECONDS)
            parent.sendall(_work(function, arguments))
            signal.setitimer(signal.ITIMER_REAL, 0)
            # What the first question imports stays: to search it for garbage doubles its time.
            gc.enable()


def _work(function: Callable[..., object], arguments: tuple[object, ...] | None) -> bytes:
    try:
        return _frame(("", None if arguments is None else function(*arguments)))
    except MemoryError:
        raise  # What is left of this process is of no use.
    except Exception as error:  # noqa: BLE001 - the border: its kind is told, never its message
        return _frame((type(error).__name__, None))
