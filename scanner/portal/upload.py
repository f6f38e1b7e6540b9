"""A form that carries files, read into memory: what she sends touches no disk in the clear."""

from typing import Final

from aiohttp import BodyPartReader, web
from multidict import MultiDict

MOST_PARTS: Final = 200

MOST_WORDS: Final = 16 * 1024
"""Bytes of one field: the longest that may be written has 2,000 letters of at most four each."""

Sent = MultiDict[str | bytes]
"""Fields as text, files as bytes; a file that was not chosen is empty."""

SENT: Final = web.RequestKey("sent", Sent)


async def sent(request: web.Request) -> Sent:
    """What the form holds; read once. Raises `HTTPRequestEntityTooLarge` for too many parts."""
    if SENT not in request:
        request[SENT] = await _read(request)
    return request[SENT]


async def before_files(request: web.Request) -> Sent:
    """What stands before the first file: who is not logged in makes nobody read one."""
    if SENT in request:
        return request[SENT]
    found: Sent = MultiDict()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None or part.filename:
                break
            if len(found) == MOST_PARTS:
                break
            found.add(part.name, (await _beginning(part)).decode("utf-8", "replace"))
    except Exception:  # noqa: BLE001  As in `_read`.
        return MultiDict()
    return found


async def _beginning(part: BodyPartReader) -> bytes:
    """At most `MOST_WORDS` of a field."""
    raw = b""
    while len(raw) < MOST_WORDS and (chunk := await part.read_chunk()):
        raw += chunk
    return raw[:MOST_WORDS]


async def _read(request: web.Request) -> Sent:
    found: Sent = MultiDict()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            if len(found) == MOST_PARTS:
                raise web.HTTPRequestEntityTooLarge(MOST_PARTS)
            raw = bytes(await part.read())
            is_file = part.filename is not None
            found.add(part.name, raw if is_file else raw.decode("utf-8", "replace"))
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001  Not what a browser sends, on which the parser fails in many
        # ways: as good as an empty form, which is refused.
        return MultiDict()
    return found
