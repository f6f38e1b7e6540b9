"""What could be guessed is looked at a few at a time, and later after each failure."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

from aiohttp import web

from scanner.portal.visit import HASHING, STORE, now
from scanner.store import delays
from scanner.store.delays import Door

T = TypeVar("T")


class Refusal(StrEnum):
    WRONG = "wrong"
    TOO_OFTEN = "too_often"
    """Not looked at: whoever failed that often must wait first."""

    @property
    def status(self) -> HTTPStatus:
        return HTTPStatus.FORBIDDEN if self is Refusal.WRONG else HTTPStatus.TOO_MANY_REQUESTS


async def guessed(
    request: web.Request, door: Door, name: str, look: Callable[[], Awaitable[T | None]]
) -> T | Refusal:
    """What `look` finds for a guess at a door; nothing found is a wrong guess, and counts."""
    store, at = request.app[STORE], now(request)
    if not await store.awrite(lambda tx: delays.begin(tx, door, name, at)):
        return Refusal.TOO_OFTEN
    async with request.app[HASHING]:
        found = await look()
    if not found:
        return Refusal.WRONG
    await store.awrite(lambda tx: delays.forget(tx, door, name))
    return found
