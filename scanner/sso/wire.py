"""One request to the identity provider: no redirect, no cookie, few bytes, little time."""

import json
from collections.abc import Mapping
from typing import Any, Final

import aiohttp

from scanner.sso.refusal import RefusedError, Why

Json = dict[str, Any]

MOST_BYTES: Final = 256 * 1024
"""Keys with their certificates take some kB each."""

WHOLE_SECONDS: Final = 10.0
"""From dialling to the last byte: somebody waits for it."""

CHUNK_BYTES: Final = 16 * 1024


async def get(address: str) -> Json:
    """The JSON object at an address. Raises `RefusedError`."""
    return await _ask("GET", address)


async def post(address: str, form: Mapping[str, str], authorization: str) -> Json:
    """The JSON object that answers a form. Raises `RefusedError`."""
    return await _ask("POST", address, data=form, headers={"Authorization": authorization})


async def _ask(method: str, address: str, **options: Any) -> Json:
    try:
        async with (
            aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=WHOLE_SECONDS),
                # Packed, few bytes could become many.
                headers={"Accept": "application/json", "Accept-Encoding": "identity"},
                auto_decompress=False,
                trust_env=False,
            ) as session,
            session.request(method, address, allow_redirects=False, **options) as response,
        ):
            return _object(response.status, await _body(response))
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise RefusedError(Why.UNREACHABLE) from error


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            response.close()
            raise RefusedError(Why.ANSWER)
    return bytes(body)


def _object(status: int, body: bytes) -> Json:
    if status != 200:
        raise RefusedError(Why.ANSWER)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(Why.ANSWER) from error
    if not isinstance(value, dict):
        raise RefusedError(Why.ANSWER)
    return value
