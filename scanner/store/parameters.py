"""Parameters of addresses that never change the text are learned, and left out of new links.

Pages that differ in one parameter's value alone are compared. A site must not teach us so to pass
over what it shows under `?p=`: some addresses are read whole all the same, and one page that reads
otherwise undoes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Final
from zlib import crc32

from sqlalchemy import Insert, bindparam, insert, select

from scanner import urls
from scanner.model.frontier import DuePage, Imprint
from scanner.model.ids import Address
from scanner.store.database import Transaction
from scanner.store.schema import parameter, variant
from scanner.store.upsert import upsert

ALIKE: Final = 5
"""So many pairs must say the same before a parameter is left out, and none anything else."""
READ_WHOLE: Final = 20
"""Of so many addresses one keeps such a parameter."""
LONGEST_NAME: Final = 64

_Name = tuple[str, str]
"""Shape of an address, name of a parameter."""


def note(tx: Transaction, due: DuePage, imprint: Imprint) -> None:
    """Compare a page that was read for the first time with those that differ in one parameter."""
    if "?" not in due.address or not imprint.lines:
        return
    shape = urls.shapes(due.address)[0]
    matter = {
        name for (of, name), (_, unlike) in _counts(tx, due.host_group).items()
        if of == shape and unlike
    }  # fmt: skip
    rests = {
        _rest_key(due, index): name
        for index, name in enumerate(_names(due.address))
        if name not in matter and len(name) <= LONGEST_NAME
    }
    if not rests:
        return
    rows = tx.connection.execute(_OTHERS, {"keys": list(rests)})
    others = {row.rest_key: row.text_digest for row in rows}
    new = [{"rest_key": key, "text_digest": imprint.text} for key in rests if key not in others]
    if new:
        tx.connection.execute(insert(variant), new)
    counted = [
        {
            "host_group": due.host_group,
            "shape": shape,
            "name": rests[key],
            "alike": int(digest == imprint.text),
            "unlike": int(digest != imprint.text),
        }
        for key, digest in others.items()
    ]
    if counted:
        tx.connection.execute(_counting(tx.connection.dialect.name), counted)


def without_noise(tx: Transaction, due: DuePage, links: Sequence[Address]) -> Sequence[Address]:
    """Links as they are asked for: without what was learned to change nothing, each once."""
    if not any("?" in link for link in links):
        return links
    noise = {
        name
        for name, (alike, unlike) in _counts(tx, due.host_group).items()
        if alike >= ALIKE and not unlike
    }
    return tuple(dict.fromkeys(_bare(link, noise) for link in links)) if noise else links


def _bare(link: Address, noise: set[_Name]) -> Address:
    where, mark, query = link.partition("?")
    if not mark or crc32(link.encode()) % READ_WHOLE == 0:
        return link
    shape = urls.shapes(link)[0]
    kept = [pair for pair in query.split("&") if (shape, pair.partition("=")[0]) not in noise]
    return Address(f"{where}?{'&'.join(kept)}" if kept else where)


def _counts(tx: Transaction, host_group: str) -> Mapping[_Name, tuple[int, int]]:
    rows = tx.connection.execute(_COUNTS, {"of": host_group})
    return {(row.shape, row.name): (row.alike, row.unlike) for row in rows}


_COUNTS: Final = select(parameter).where(parameter.c.host_group == bindparam("of"))
_OTHERS: Final = select(variant.c.rest_key, variant.c.text_digest).where(
    variant.c.rest_key.in_(bindparam("keys", expanding=True))
)


def _names(address: Address) -> Iterator[str]:
    for pair in address.partition("?")[2].split("&"):
        yield pair.partition("=")[0]


def _rest_key(due: DuePage, index: int) -> int:
    """What pages have in common that differ in the value of one parameter."""
    where, _, query = due.address.partition("?")
    pairs = query.split("&")
    pairs[index] = pairs[index].partition("=")[0] + "="
    rest = f"{where}?{'&'.join(pairs)} {index}".encode()
    return int.from_bytes(blake2b(rest, digest_size=8).digest(), signed=True)


@cache
def _counting(dialect: str) -> Insert:
    statement = upsert(dialect)(parameter)
    given = statement.excluded
    counting: Insert = statement.on_conflict_do_update(
        index_elements=[parameter.c.host_group, parameter.c.shape, parameter.c.name],
        set_={
            "alike": parameter.c.alike + given.alike,
            "unlike": parameter.c.unlike + given.unlike,
        },
    )
    return counting
