"""Servers of tests in a thread of their own, for programs that run a loop of their own."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def in_thread(server: AbstractAsyncContextManager[T]) -> Iterator[T]:
    """`server`, entered in the loop of another thread and left there at the end."""
    came: Future[tuple[T, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        end = asyncio.Event()
        async with server as value:
            came.set_result((value, asyncio.get_running_loop(), end))
            await end.wait()

    thread = Thread(target=asyncio.run, args=[live()])
    thread.start()
    value, loop, end = came.result(timeout=60)
    try:
        yield value
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
