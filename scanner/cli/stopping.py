"""SIGINT and SIGTERM: the first asks for a good end, the second ends at once."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

T = TypeVar("T")


async def stoppable(work: Callable[[asyncio.Event], Awaitable[T]]) -> T:
    """`work`, with an event that the first SIGINT or SIGTERM sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        stop.set()
        # Said last: whoever reads it may ask again at once.
        typer.echo("Ending what is under way. Once more ends at once; nothing is lost.", err=True)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask_to_stop)
    return await work(stop)
