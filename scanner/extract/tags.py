"""What HTML's elements and attributes mean to a reader: the rules that every path shares.

Which elements break a line follows the rendering section of the HTML standard (§15.3).
"""

from typing import Final

from scanner.model.document import BlockKind

VOID: Final = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
     "keygen", "link", "meta", "param", "source", "track", "wbr"}
)  # fmt: skip
"""Elements without content or end tag."""

SHALLOW: Final = VOID | {"dd", "dt", "li", "option", "p", "td", "th", "tr"}
"""Elements that never lie deeper in each other than other elements do: the next ends the last."""

BREAKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center",
     "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
     "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup",
     "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "noscript", "ol", "optgroup",
     "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "table",
     "tbody", "template", "textarea", "tfoot", "thead", "title", "tr", "ul", "xmp"}
)  # fmt: skip
"""Elements that begin and end a line. Buttons and form fields never stand inside a word."""

CELLS: Final = frozenset({"td", "th"})
"""A row is one line, its cells divided by tabs, as browsers copy a table."""

KEEPS_LINES: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
"""Elements whose own line breaks are shown."""

KINDS: Final = {
    "title": BlockKind.TITLE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "blockquote": BlockKind.QUOTE,
    "q": BlockKind.QUOTE,
    "noscript": BlockKind.HIDDEN,
    "template": BlockKind.HIDDEN,
}
"""Elements whose text is not body text."""

RAW: Final = frozenset({"iframe", "noembed", "noframes", "plaintext", "script", "style", "xmp"})
"""Elements whose content is not parsed as part of the page."""

ESCAPABLE: Final = frozenset({"textarea", "title"})
"""Elements that hold text and character references but no elements."""

SHOWN: Final = ("alt", "title", "aria-label", "placeholder")
"""Attributes that a reader sees or hears."""

PROTECTED: Final = "data-cfemail"
"""Attribute in which Cloudflare hides an e-mail address that its script then shows."""

NOT_SHOWN: Final = frozenset({"link", "meta", "script", "style"})
"""Elements whose attributes nobody sees."""

LINKS: Final = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}
"""Where an element's address stands."""

FEEDS: Final = frozenset({"application/atom+xml", "application/feed+json", "application/rss+xml"})
"""Types of what an alternate version of a page must be to be a feed."""

NEIGHBOURS: Final = frozenset({"https://api.w.org/", "next", "prev"})
"""Relations, in lower case, to what a page offers machines: WordPress's interface (its handbook,
REST API, Discovery), the page after, the page before."""

META: Final = frozenset({"abstract", "author", "description", "keywords", "news_keywords"})
META_PREFIXES: Final = ("article:", "dc.", "dcterms.", "og:", "profile:", "twitter:")
"""Names of meta elements that tell of the content, in lower case …"""

META_CODES: Final = frozenset(
    {"og:image:type", "og:locale", "og:locale:alternate", "og:type", "og:video:type",
     "twitter:card"}
)  # fmt: skip
"""… and those among them whose values are codes."""

QUOTE_CLASSES: Final = frozenset(
    {
        "quote", "quoted", "quote-block", "quotebox", "quotetext", "citat",  # common
        "bbcode_quote", "quote_container", "quotecontent", "quotetitle",  # vBulletin, phpBB 2
        "post-bbcode-quote", "post-bbcode-quote-wrapper",  # Flashback
        "bbcodeblock--quote", "bbcodequote",  # XenForo
        "gmail_quote", "tgme_widget_message_reply",
    }
)  # fmt: skip
"""Classes, in lower case, by which forums mark the words of somebody else."""

QUOTE_HINTS: Final = ("quote", "citat", "message_reply")
"""Every class of `QUOTE_CLASSES` holds one of these."""


def breaks_line(tag: str) -> bool:
    """Whether an element begins and ends a line. Elements of sites' own making mostly do."""
    return tag in BREAKS or "-" in tag


def is_offer(relation: str, media: str) -> bool:
    """Whether a link element of this rel and type leads to more of what the page shows."""
    relations = relation.lower().split()
    is_feed = "alternate" in relations and media.lower() in FEEDS
    return is_feed or not NEIGHBOURS.isdisjoint(relations)


def is_quote(classes: str) -> bool:
    """Whether a class attribute marks somebody else's words."""
    return not QUOTE_CLASSES.isdisjoint(classes.lower().split())
