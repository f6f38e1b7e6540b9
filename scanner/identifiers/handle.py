"""User names and profile addresses of social sites.

Normal form: ``@amina_91`` whatever the site, for a page that names her there seldom names the site
too; an account that has only a number is ``profile.php?id=100012345678``. A user name may be
another's elsewhere, which is why it counts only beside her name until she has shown that it is
hers.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, alone, has_beside
from scanner.model.person import DetailKind
from scanner.text.fold import fold

_HANDLE: Final = r"\w[\w.-]{1,58}\w"
_SITES: Final = (
    "bsky.app", "discord.com", "facebook.com", "fb.com", "instagram.com", "linkedin.com",
    "mastodon.social", "pinterest.com", "reddit.com", "snapchat.com", "t.me", "threads.com",
    "threads.net", "tiktok.com", "twitch.tv", "twitter.com", "vk.com", "x.com", "youtube.com",
)  # fmt: skip
_HOST: Final = re.compile(r"(?<![\w.-])(?:[a-z-]{1,10}\.)?[a-z]+\.[a-z]+\Z")
"""A site with one word before it: www, m, se-se."""
_LONGEST_HOST: Final = 32
_PATH: Final = re.compile(
    rf"/(?:(?:in|add|u|user|profile|c|channel)/)?@?(?P<handle>{_HANDLE})(?!\w)"
)
_NUMBERED: Final = re.compile(r"profile\.php\?id=[0-9]{5,20}(?!\w)")
_AROUND: Final = re.compile(r"\Ahttps?://|/?(?:[?#].*)?\Z")
"""What an address has around it when it is copied from a browser."""
_AT: Final = re.compile(rf"@(?<![\w.@/]@){_HANDLE}(?![\w@]|[.-]\w)")
_LABELLED: Final = re.compile(rf":[ ]?(?P<handle>{_HANDLE})(?![\w@/]|[.-]\w)")
_LABEL: Final = re.compile(
    r"(?<!\w)(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|facebook|fb|telegram|linkedin|kik|"
    r"discord|user ?name|användarnamn)[ ]?\Z"
)
_LONGEST_LABEL: Final = 14

_PAGES: Final = frozenset(
    {"about", "company", "events", "explore", "groups", "hashtag", "help", "home", "intent", "jobs",
     "login", "pages", "people", "permalink.php", "photo", "photo.php", "photos", "playlist",
     "policies", "posts", "privacy", "profile.php", "pulse", "reel", "reels", "school", "search",
     "settings", "share", "sharer", "sharer.php", "shorts", "stories", "story.php", "terms",
     "video", "videos", "watch"}
)  # fmt: skip
"""What stands where a user's name does and names no user."""

_ACCOUNT: Final = (
    r"(?:insta\w*|facebook\w*|fb|snap\w*|tiktok\w*|twitter\w*|telegram\w*|linkedin\w*|konto\w*|"
    r"profil\w*|account|page|sida|username|användarnamn)"
)
_HERS: Final = re.compile(
    rf"\b(?:hennes|hans|her|his) (?:\w{{1,20}} )?{_ACCOUNT}\b|حسابها|حسابه|صفحتها|صفحته"
)
"""Beside any name stand the names of writers, papers and friends: only this tells whose it is."""


def _find(page: Reading) -> Iterator[Found]:
    for start, end, normal in sorted(_names(page.text)):
        sure = has_beside(_HERS, page.text, start, end)
        yield Found(start=start, end=end, normal=normal, sure=sure)


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((*found.span(), found[0]) for found in _AT.finditer(text))
    yield from ((*found.span(), found[0]) for found in _NUMBERED.finditer(text))
    yield from _profiles(text)
    yield from _labelled(text)


def _profiles(text: str) -> Iterator[tuple[int, int, str]]:
    for path in _PATH.finditer(text):
        begin, slash = max(0, path.start() - _LONGEST_HOST), path.start()
        if text.endswith(_SITES, begin, slash) and path["handle"] not in _PAGES:
            host = _HOST.search(text, begin, slash)
            if host:
                yield host.start(), path.end(), f"@{path['handle']}"


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    for colon in _LABELLED.finditer(text):
        label = _LABEL.search(text, max(0, colon.start() - _LONGEST_LABEL), colon.start())
        if label:
            yield label.start(), colon.end(), f"@{colon['handle']}"


def normalise(value: str) -> str | None:
    """The user name of a name or an address typed alone, or None where it is neither."""
    typed = fold(value.strip()).text
    numbered = _NUMBERED.search(typed)
    if numbered:
        return numbered[0]
    name = _AROUND.sub("", typed)
    bare = re.fullmatch(_HANDLE, name) and name.removeprefix("www.") not in (*_PAGES, *_SITES)
    return f"@{name}" if bare else alone(_find, name)


def mask(normal: str) -> str:
    """``@a•••``."""
    return f"{normal[:2]}•••"


HANDLE: Final = Identifier(
    kind=DetailKind.HANDLE,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=14.0,
    work_weight=1,
    private_weight=2,
    hits=(
        ("hennes insta är @Amina_91!", "@amina_91"),
        ("Hennes konto: https://www.instagram.com/amina.prov_91/", "@amina.prov_91"),
        ("hennes Facebook: m.facebook.com/amina.prov.9?ref=x", "@amina.prov.9"),
        ("her profile is linkedin.com/in/amina-prov-1234", "@amina-prov-1234"),
        ("hans profil tiktok.com/@prov.ali", "@prov.ali"),
        ("hennes profil facebook.com/profile.php?id=100012345678", "profile.php?id=100012345678"),
        ("hennes användarnamn, snapchat: amina91x", "@amina91x"),
        ("حسابها @amina_91", "@amina_91"),
        ("hennes insta @ami\u200bna_91", "@amina_91"),
    ),
    near_misses=(
        "@amina_91 skrev till @dn",
        "https://www.facebook.com/sharer.php?u=x",
        "hennes sida instagram.com/p/CxYz123",
        "hennes konto post@amina.example",
        "hennes profil på exempelsidan.example/amina",
        "hennes insta @ab",
        "Twitter: provposten",
    ),
)
