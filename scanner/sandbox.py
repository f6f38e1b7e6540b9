"""Worker processes that can be killed: hostile bytes are read there, never in the scan itself.

In: a function of a module, its arguments, seconds. Out: its value, or why there is none.
A worker has a memory limit, no core dump, none of our environment and nowhere to print; it is
replaced as soon as it is late or dies. What it answers is unpickled as plain values only, so that
bytes which took a worker over cannot go on to run anything here.
"""

import asyncio
import atexit
import io
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from scanner.worker import LENGTH, Birth, frame

T = TypeVar("T")

START_SECONDS: Final = 30.0
"""Longest time for a worker to start and to import a function's module."""

LARGEST_ANSWER: Final = 128 * 1024 * 1024
"""Bytes. The document of an 8 MiB page takes at most some 40 MiB."""


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
        self._memory_bytes = memory_bytes
        self._niceness = niceness
        self._starters = ThreadPoolExecutor(workers)
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
            worker = self._idle.pop() if self._idle else await self._started(function)
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

    async def _started(self, function: "_Function") -> "_Worker":
        birth = Birth(
            module=_module(function),
            path=_path(),
            memory_bytes=self._memory_bytes,
            niceness=self._niceness,
        )
        # What is imported for the first time takes longer than a loop should wait.
        starting = self._starters.submit(_Worker, birth)
        try:
            return await asyncio.shield(asyncio.wrap_future(starting))
        except OSError as error:
            raise SandboxFailed(f"no worker starts ({type(error).__name__})") from None
        except asyncio.CancelledError:
            starting.add_done_callback(_end_unwanted)
            raise

    def close(self) -> None:
        """End every worker, busy ones too; none is left when this returns, and none starts."""
        self._starters.shutdown()
        for worker in self._busy:
            worker.kill()  # Its call, if still awaited, fails and closes the socket.
        while self._idle:
            self._idle.pop().end()


_Function = Callable[..., Any] | Named[Any]


class _Worker:
    """One process, and our end of the socket to it. Raises `OSError` where it cannot start."""

    def __init__(self, birth: Birth) -> None:
        self._imported: set[_Function] = set()
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        try:
            with theirs:
                self._process: Final = _fork_server.start(birth, theirs)
        except BaseException:
            self._socket.close()
            raise

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
            await loop.sock_sendall(self._socket, frame(question))
            await asyncio.sleep(0)  # An answer that is there at once is late all the same.
            (length,) = LENGTH.unpack(await self._receive(LENGTH.size))
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
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        over = select.poll()
        over.register(self._process, select.POLLIN)
        over.poll()

    def end(self) -> None:
        self.kill()
        self._socket.close()
        os.close(self._process)


def _end_unwanted(starting: "Future[_Worker]") -> None:
    if not starting.cancelled() and starting.exception() is None:
        starting.result().end()


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


def _module(function: _Function) -> str:
    return function.module if isinstance(function, Named) else function.__module__


def _name(function: _Function) -> str:
    name = function.name if isinstance(function, Named) else function.__qualname__
    return f"{_module(function)}.{name}"


class _ForkServer:
    """The process that workers are copies of, one for all sandboxes; started when needed.

    It ends with us. For any thread.
    """

    def __init__(self) -> None:
        self._lock: Final = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._asking: socket.socket | None = None

    def start(self, birth: Birth, theirs: socket.socket) -> int:
        """A worker that is asked on `theirs`: a handle of its process. Raises `OSError`."""
        with self._lock:
            try:
                return self._start(birth, theirs)
            except OSError:
                # Somebody ended it since the last worker.
                self.end()
                return self._start(birth, theirs)

    def _start(self, birth: Birth, theirs: socket.socket) -> int:
        if self._asking is None:
            self._asking, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._asking.settimeout(START_SECONDS)
            with far:
                self._server = _server(far)
        message = pickle.dumps(birth, pickle.HIGHEST_PROTOCOL)
        socket.send_fds(self._asking, [message], [theirs.fileno()])
        _, handles, _, _ = socket.recv_fds(self._asking, 1, 1)
        if not handles:
            raise ConnectionError
        return handles[0]

    def end(self) -> None:
        """End it and every worker that is left."""
        if self._asking is not None:
            self._asking.close()
        if self._server is not None:
            try:
                self._server.wait(START_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._asking = self._server = None


def _server(asked: socket.socket) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from scanner.worker import give_birth; give_birth()"],
        stdin=asked.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # No variable of ours, for some hold secrets. One thread: only such a process may be copied.
        env={
            "PYTHONPATH": os.pathsep.join(_path()),
            "PYTHONSAFEPATH": "1",
            "PYTHONUTF8": "1",
            "OPENBLAS_NUM_THREADS": "1",
        },
        cwd="/",
        start_new_session=True,  # Ctrl-C is for the scan, which then ends its workers.
    )


def _path() -> tuple[str, ...]:
    return tuple(str(Path(folder).absolute()) for folder in sys.path)


_fork_server: Final = _ForkServer()
atexit.register(_fork_server.end)
