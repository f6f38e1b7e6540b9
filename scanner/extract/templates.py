"""How forums, blogs and channels mark a post, its author, its time and its address.

Known software first, then items of schema.org; on a page that shows neither, repeated elements
that are called posts or comments. A new kind of site is a new line here.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An element is a post if an attribute has its key and it has one of the classes, if any."""

    software: str
    classes: frozenset[str]
    attribute: str
    key: re.Pattern[str]


def _template(software: str, classes: str, attribute: str, key: str) -> Template:
    return Template(
        software=software,
        classes=frozenset(classes.split()),
        attribute=attribute,
        key=re.compile(key, re.ASCII),
    )


TEMPLATES: Final = (
    _template("XenForo 2", "message comment", "data-content", r"[a-z-]+-\d+"),
    _template("XenForo 1", "message", "id", r"post-\d+"),
    _template("Discourse", "", "data-post-id", r"\d+"),
    _template("Discourse without scripts", "crawler-post", "id", r"post_\d+"),
    _template("Flashback", "post", "data-postid", r"\d+"),
    _template("vBulletin", "", "id", r"post_?\d+"),
    _template("phpBB", "post", "id", r"p\d+"),
    _template("Telegram", "tgme_widget_message", "data-post", r"[\w+-]+/\d+"),
    _template("WordPress", "post hentry type-post type-page", "id", r"(?:post|page)-\d+"),
    _template("WordPress", "comment pingback trackback", "id", r"(?:(?:div|li)-)?comment-\d+"),
)

SCHEMA_TYPES: Final = frozenset(
    {"answer", "article", "blogposting", "comment", "discussionforumposting", "newsarticle",
     "question", "review", "socialmediaposting", "usercomments"}
)  # fmt: skip
"""Types of schema.org, in lower case, whose items are posts."""

POST_CLASS: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:post|comment|message|reply|review|inlägg|inlagg|kommentar|meddelande|svar"
    r"|insändare|insandare)(?:[-_]?(?:box|card|container|item|node|row|wrapper))?",
    re.IGNORECASE,
)
"""A class by which a site of its own making calls a post."""

KEY_ATTRIBUTES: Final = ("data-post-id", "data-comment-id", "data-message-id", "data-id", "id")
"""Where such a post says its own id."""

AUTHOR_CLASSES: Final = {
    name: rank
    for rank, names in enumerate(
        (
            "fn p-author tgme_widget_message_owner_name post-user-username bigusername",
            "username username-coloured author-name comment-author-name",
            "author byline comment-author namn nick nickname post-author signatur skribent user",
        ),
        start=2,
    )
    for name in names.split()
}
"""Classes of an author's name, and their rank: the lowest on a post decides."""

TIME_CLASSES: Final = frozenset(
    {"author", "comment-date", "comment-meta", "comment-time", "commentmetadata",
     "crawler-post-meta", "date", "dateline", "datetime", "datum", "dt-published", "entry-date",
     "meta", "post-date", "post-heading", "post-time", "postdate", "postdetails", "posted",
     "published", "tcat", "thead", "tid", "time", "timestamp"}
)  # fmt: skip
"""Classes, in lower case, of elements in which a post's time stands."""

TIME_PROPERTIES: Final = frozenset({"commenttime", "datecreated", "datepublished"})
"""Properties of schema.org, in lower case, that say when a post was written."""

EDITED: Final = frozenset({"dt-updated", "edited", "modified", "updated"})
"""Classes of the time of a change."""

LINK_CLASSES: Final = frozenset({"permalink", "tgme_widget_message_date", "u-url"})
"""Classes of the link to the post itself."""

PREAMBLE: Final = re.compile(
    r"(?:(?:skrivet|skriven|postat|posted|written)\s+)?(?:av|by)\b:?\s+|(?:author|författare):\s+",
    re.IGNORECASE,
)
"""Stands before an author's name and is no part of it."""
