"""Her own post: that she tells of a threat alerts nobody, but an officer looks.

Hers is what the page itself gives as its author, where that is a user name of hers by its keyed
hash. A name in the text, and a display name equal to hers, anybody can write: they calm nothing.
Which site her user name is of is not kept, and on any other anybody can take it: so nothing that is
said under it goes unseen.
"""

from collections.abc import Callable
from typing import Final

from scanner.identifiers.kinds import normalise
from scanner.model.assessment import Because
from scanner.model.document import Post
from scanner.model.person import DetailKind, WatchedPerson
from scanner.text.fold import fold_key

KeyedHash = Callable[[DetailKind, str], bytes]

SHORTEST: Final = 6
"""Characters of a user name that hardly anybody else has elsewhere."""

BEYOND_NAMES: Final = 2
"""Letters and digits of it that must not come from her own name: who poses as her knows that."""

MESSAGE: Final = (
    "An officer looks: the page gives a user name that she entered as its author, "
    "she may tell of it herself."
)


def is_own_post(post: Post | None, person: WatchedPerson, keyed_hash: KeyedHash | None) -> bool:
    """True if the page says that `post` was written under a user name of hers."""
    if post is None or keyed_hash is None:
        return False
    handle = normalise(DetailKind.HANDLE, post.author)
    # Letters that only look like hers are another account: folded they would be the same.
    is_plain = handle == f"@{post.author.strip().removeprefix('@').lower()}"
    if handle is None or not is_plain or not _tells(handle, person):
        return False
    digest = keyed_hash(DetailKind.HANDLE, handle)
    hers = (one for one in person.details if one.kind is DetailKind.HANDLE)
    return any(one.digest == digest for one in hers)


def by_herself() -> Because:
    """Why words that may be her own are in doubt."""
    return Because(message=MESSAGE)


def _tells(handle: str, person: WatchedPerson) -> bool:
    """False for a user name that others may well have: short, one plain word, or her mere name."""
    name = handle.removeprefix("@")
    if len(name) < SHORTEST or name.isalpha():
        return False
    rest = fold_key(name).replace(" ", "")
    whole = (person.given, person.surname, *person.spellings)
    parts = {part for one in whole for part in fold_key(one.reveal()).split()}
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return len(rest) >= BEYOND_NAMES
