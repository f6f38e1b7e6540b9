"""Sources and queries that wait for a person's yes: found by a scan, or recommended by others.

Approving writes the file that a source is. Nothing of a person is in any of it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import tomli

from scanner import files
from scanner.config.settings import Config
from scanner.config.strict import Mismatch, structure
from scanner.errors import UsageError
from scanner.model.action import Action
from scanner.places import queries
from scanner.places.queries import Query
from scanner.places.sources import RULES, Source, SourceKind, load_sources, problems
from scanner.places.watchlists import Watchlists
from scanner.store import audit, candidates
from scanner.store.candidates import Candidate, CandidateState
from scanner.store.database import Store, Transaction

FORMAT: Final = "varn.sources/1"
MOST_BYTES: Final = 4 * 1024 * 1024
LASTS: Final = timedelta(days=365)
"""So long a source that a scan led to is read, until somebody renews it."""

OURS: Final = frozenset(
    {"owner", "legal_note", "robots_override_reason", "key_file", "sources", "canary", "proxy",
     "proxy_credentials_file"}
)  # fmt: skip
"""What each organisation decides for itself: it neither travels nor is taken over."""


STAYS: Final = frozenset({SourceKind.ARCHIVE, SourceKind.SEARCH})
"""A file of ours, or a provider's contract with us; what it is asked travels as a query."""


class Shelf(StrEnum):
    """What a proposal is for; stands before its id, where a found host has none."""

    SOURCES = "sources"
    QUERIES = "queries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What the one who says yes answers for."""

    officer: str
    """As the audit log calls her."""
    owner: str = ""
    legal_note: str = ""
    review_by: date | None = None
    """None: as proposed."""


def exported(watchlists: Watchlists) -> str:
    """The sources and queries for another organisation, as JSON."""
    travels = [one for one in watchlists.sources if one.kind not in STAYS and not one.canary]
    values = {
        "format": FORMAT,
        "sources": [_told(one) for one in travels],
        "queries": [_told(one) for one in watchlists.queries],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def proposed(tx: Transaction, text: bytes, officer: str, now: datetime) -> tuple[str, ...]:
    """Put what another organisation exported on the list; gives the names of what is new there.

    Raises `UsageError` where anything of it could be no source or query.
    """
    new = []
    for name, toml in _imported(text):
        if candidates.propose(tx, name, toml, officer, now):
            audit.append(tx, at=now, actor=officer, action=Action.SOURCE_PROPOSE, object_id=name)
            new.append(name)
    return tuple(new)


def refuse(store: Store, name: str, officer: str, now: datetime) -> None:
    """Take a candidate off the list for good. `UsageError` where there is none."""

    def settle(tx: Transaction) -> None:
        _waiting(tx, name)
        candidates.settle(tx, name, CandidateState.REFUSED)
        audit.append(tx, at=now, actor=officer, action=Action.SOURCE_REFUSE, object_id=name)

    store.write(settle)


def approve(store: Store, config: Config, name: str, approval: Approval, now: datetime) -> Path:
    """Write the file that a candidate becomes; gives where it stands.

    Raises `UsageError` where there is no such candidate, where whoever proposed it would approve it
    herself, and where the file cannot be one.
    """
    if config.watchlists.folder is None:
        raise UsageError("Set watchlists.folder of scan.toml: there the file would stand.")
    waiting = store.read(lambda tx: _waiting(tx, name))
    if waiting.proposed_by and waiting.proposed_by.casefold() == approval.officer.casefold():
        raise UsageError(f"You proposed {name} yourself. Somebody else must approve it.")
    shelf, key, text = _file(waiting, approval, now.date(), is_lab=config.lab is not None)
    path = config.watchlists.folder / shelf / f"{key}.toml"
    path.parent.mkdir(exist_ok=True)
    # It may be there from an approval that was killed on its way.
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise UsageError(f"{path} is there already. Look at it, and move one of the two away.")
    if not path.exists():
        # Two files of one id would stop every command.
        if key in _ids(config, shelf):
            raise UsageError(
                f"Another file in {path.parent} has the id {key} already. Refuse this one, or give "
                "yours another id first."
            )
        files.create(path, text.encode())

    def settle(tx: Transaction) -> None:
        _waiting(tx, name)
        candidates.settle(tx, name, CandidateState.APPROVED)
        audit.append(
            tx, at=now, actor=approval.officer, action=Action.SOURCE_APPROVE, object_id=name
        )

    store.write(settle)
    return path


def _ids(config: Config, shelf: Shelf) -> frozenset[str]:
    """What the organisation's own files of a shelf are called inside. Raises as they are read."""
    folders = [config.watchlists.folder] if config.watchlists.folder else []
    if shelf is Shelf.QUERIES:
        return frozenset(one.query_id for one in queries.load_queries(folders))
    return frozenset(one.source_id for one in load_sources(folders, lab=config.lab is not None))


def _waiting(tx: Transaction, name: str) -> Candidate:
    found = candidates.find(tx, name)
    if found is None or found.state is not CandidateState.OPEN:
        raise UsageError(f"No candidate {name} waits. `sources candidates` shows those that do.")
    return found


def _file(
    waiting: Candidate, approval: Approval, today: date, *, is_lab: bool
) -> tuple[Shelf, str, str]:
    """Folder, id and text of what a candidate becomes."""
    shelf, _, key = waiting.name.partition("/")
    if shelf == Shelf.QUERIES:
        return Shelf.QUERIES, key, waiting.proposal
    values = tomli.loads(waiting.proposal) if key else _of_host(waiting.name, today)
    values |= {"owner": approval.owner.strip(), "legal_note": approval.legal_note.strip()}
    if approval.review_by is not None:
        values["review_by"] = approval.review_by
    source = _source(values, is_lab=is_lab)
    return Shelf.SOURCES, source.source_id, _toml(values)


def _of_host(host: str, today: date) -> dict[str, Any]:
    return {
        "source_id": "-".join(
            filter(None, "".join(c if c.isalnum() else " " for c in host).split())
        ),
        "name": host,
        "kind": SourceKind.SITE.value,
        "addresses": [f"https://{host}/"],
        "source_class": "other",
        "expires": today + LASTS,
    }


def _imported(text: bytes) -> Iterator[tuple[str, str]]:
    """Name and TOML of each thing that travels."""
    try:
        values = json.loads(text) if len(text) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise UsageError(f"This is no export of sources ({FORMAT}). Ask for another one.")
    for item in _items(values, "sources"):
        given = _dated(item)
        source = _source(given | {"owner": "-", "legal_note": "-"}, is_lab=True)
        if source.kind in STAYS:
            raise UsageError(f"{source.source_id} is of kind {source.kind}: that does not travel.")
        yield f"{Shelf.SOURCES}/{source.source_id}", _toml(given)
    for item in _items(values, "queries"):
        given = {key: value for key, value in item.items() if key not in OURS}
        query: Query = _structured(given, Query)
        _refuse(queries.problems(query), query.query_id)
        yield f"{Shelf.QUERIES}/{query.query_id}", _toml(given)


def _items(values: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    items = values.get(key)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise UsageError(f'"{key}" of an export must be a list of tables.')
    return items


def _dated(item: Mapping[str, Any]) -> dict[str, Any]:
    """A source's values, its days as days, without what we decide ourselves."""
    try:
        return {
            key: date.fromisoformat(value) if key in {"review_by", "expires"} else value
            for key, value in item.items()
            if key not in OURS
        }
    except (TypeError, ValueError):
        raise UsageError('"review_by" and "expires" must be days such as 2027-05-31.') from None


def _source(values: Mapping[str, Any], *, is_lab: bool) -> Source:
    source: Source = _structured(values, Source)
    _refuse(problems(source, lab=is_lab), source.source_id)
    return source


def _structured(values: Mapping[str, Any], kind: type[Any]) -> Any:
    try:
        return structure(values, kind, RULES)
    except Mismatch as mismatch:
        _refuse(mismatch.problems, "It")
        raise


def _refuse(found: Any, name: str) -> None:
    if sentences := [one.sentence for one in found]:
        raise UsageError("\n".join(f"{name}: {sentence}" for sentence in sentences))


def _told(thing: Source | Query) -> dict[str, Any]:
    """What differs from the defaults, as JSON has it."""
    return {
        field.name: _plain(value)
        for field in fields(thing)
        if field.name not in OURS and (value := getattr(thing, field.name)) != field.default
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _toml(values: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_written(value)}\n" for key, value in values.items())


def _written(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # JSON's escapes are TOML's too, save for DEL, which JSON leaves as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value).lower() if isinstance(value, bool) else repr(value)
