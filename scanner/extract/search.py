"""What search interfaces answer: every result is a post with its address, title and snippet.

Known by their shape. SearXNG: docs.searxng.org/dev/search_api. YouTube: developers.google.com,
youtube/v3/docs/search. Brave: api-dashboard.search.brave.com, api-reference/web/search. Mojeek:
mojeek.com/support/api/search/json_response. GDELT: blog.gdeltproject.org/gdelt-doc-2-0-api-debuts.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from scanner import urls
from scanner.extract import times, tokens
from scanner.extract.lines import Lines, Passage
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address

MOST_RESULTS: Final = 250
"""Of one answer; GDELT gives no more."""

_INTERFACE: Final = re.compile(r"/(?:search|doc/doc)\Z")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z", re.ASCII)
"""GDELT's way to write a time."""
_YOUTUBE: Final = (
    ("videoId", "https://www.youtube.com/watch?v="),
    ("channelId", "https://www.youtube.com/channel/"),
    ("playlistId", "https://www.youtube.com/playlist?list="),
)
_YOUTUBE_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    link: str
    title: str
    """Markup, as the snippet is."""
    snippet: str
    author: str = ""
    at: str = ""


def results_of(text: str, address: Address) -> tuple[Result, ...] | None:
    """The results of an answer; None for JSON that is none.

    Only at addresses of such interfaces: elsewhere all that the JSON says is read.
    """
    if not _INTERFACE.search(urls.target(address).partition("?")[0]):
        return None
    try:
        answer = json.loads(text.removeprefix("\ufeff"), strict=False, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    found = _results(answer)
    return None if found is None else tuple(found)[:MOST_RESULTS]


def read(results: tuple[Result, ...], address: Address) -> Document:
    """An answer as a document. Nothing is fetched."""
    lines = Lines(address)
    lines.add(BlockKind.TITLE, "Search results")
    return lines.document([_post(one, lines) for one in results])


def _post(result: Result, lines: Lines) -> Passage:
    first = lines.mark()
    address = urls.parse(result.link)
    if address is not None:
        lines.look("a", {"href": address})
    lines.add_markup(BlockKind.HEADING, result.title)
    tokens.feed(result.snippet, lines)
    if address is not None:
        lines.add(BlockKind.META, address)
    moment = _COMPACT.sub(r"\1-\2-\3T\4:\5:\6Z", result.at)
    return Passage(
        first=first,
        end=lines.mark(),
        key=address or "",
        author=result.author,
        posted_at=times.parse(moment, _EPOCH) if moment else None,
        address=address,
    )


def _results(answer: dict[str, Any]) -> Iterator[Result] | None:
    if answer.get("kind") == "youtube#searchListResponse":
        return map(_of_youtube, _items(answer.get("items")))
    if "query" in answer and isinstance(answer.get("results"), list):
        return map(_of_searxng, _items(answer["results"]))
    if answer.get("type") == "search" and isinstance(answer.get("query"), dict):
        return map(_of_brave, _items(_inner(answer, "web").get("results")))
    if "status" in _inner(answer, "response") and "head" in _inner(answer, "response"):
        return map(_of_mojeek, _items(_inner(answer, "response").get("results")))
    if isinstance(answer.get("articles"), list):
        return map(_of_gdelt, _items(answer["articles"]))
    return None


def _of_searxng(item: dict[str, Any]) -> Result:
    return Result(
        link=_text(item, "url"),
        title=_text(item, "title"),
        snippet=_text(item, "content"),
        author=_text(item, "author"),
        at=_text(item, "publishedDate"),
    )


def _of_youtube(item: dict[str, Any]) -> Result:
    named, snippet = _inner(item, "id"), _inner(item, "snippet")
    link = next(
        (
            f"{before}{one}"
            for key, before in _YOUTUBE
            if _YOUTUBE_ID.fullmatch(one := _text(named, key))
        ),
        "",
    )
    return Result(
        link=link,
        title=_text(snippet, "title"),
        snippet=_text(snippet, "description"),
        author=_text(snippet, "channelTitle"),
        at=_text(snippet, "publishedAt"),
    )


def _of_brave(item: dict[str, Any]) -> Result:
    more = item.get("extra_snippets")
    extra = [one for one in more if isinstance(one, str)] if isinstance(more, list) else []
    return Result(
        link=_text(item, "url"),
        title=_text(item, "title"),
        snippet="<br>".join((_text(item, "description"), *extra)),
        at=_text(item, "page_age"),
    )


def _of_mojeek(item: dict[str, Any]) -> Result:
    return Result(link=_text(item, "url"), title=_text(item, "title"), snippet=_text(item, "desc"))


def _of_gdelt(item: dict[str, Any]) -> Result:
    return Result(
        link=_text(item, "url"),
        title=_text(item, "title"),
        snippet="",
        author=_text(item, "domain"),
        at=_text(item, "seendate"),
    )


def _items(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from (item for item in value[:MOST_RESULTS] if isinstance(item, dict))


def _inner(of: dict[str, Any], key: str) -> dict[str, Any]:
    value = of.get(key)
    return value if isinstance(value, dict) else {}


def _text(of: dict[str, Any], key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else ""
