"""Whether one person's name stands on a page. Runs in a worker that may be killed."""

import re
from typing import Final

from scanner.extract.page import read
from scanner.extract.scripted import says_little
from scanner.match.matcher import Matcher
from scanner.model.mention import Tier
from scanner.model.page import Page
from scanner.model.person import WatchedPerson
from scanner.model.recheck import Seen
from scanner.pipeline.reading import MOST_TEXT
from scanner.pipeline.sight import names

_PASSWORD: Final = re.compile(rb"""<input\b[^>]*\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_SCRIPT: Final = re.compile(rb"<script\b", re.IGNORECASE)


def named(page: Page, her: WatchedPerson, seed: int) -> Seen:
    """What stands there of her, in every spelling and script that the matcher reads.

    Nothing but the answer leaves this process. As `Matcher` takes its `seed`.
    """
    document = read(page)
    if document is None or len(document.text) > MOST_TEXT:
        return Seen.UNREADABLE
    (found,) = Matcher([her], seed=seed).find([document.text])
    # A relative who lives on keeps the surname on such pages.
    tiers = {mention.tier for mention in names(found) if not mention.is_surname_alone}
    if Tier.FULL in tiers:
        return Seen.NAMED
    if _PASSWORD.search(page.body):
        return Seen.LOG_IN
    if tiers:
        return Seen.PARTLY
    is_written_later = says_little(document) and _SCRIPT.search(page.body)
    return Seen.UNREADABLE if is_written_later or document.unread_pages else Seen.NOT_NAMED
