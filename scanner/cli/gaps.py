"""What was not checked, and why: the same words whichever command is asked."""

from collections.abc import Iterable, Sequence

from scanner.config.settings import ENGLISH, Config
from scanner.model.page import MissReason
from scanner.render.labels import label
from scanner.report.data import SourceCoverage


def gaps(coverage: Sequence[SourceCoverage], config: Config) -> list[str]:
    """A sentence for each source of which something was not checked, or that there is no source."""
    if not coverage:
        return [no_source(config)]
    return [
        f"Not checked: {source.source_id}, {pages(source.missed) or 'nothing was read'}."
        for source in coverage
        if not source.is_whole
    ]


def no_source(config: Config) -> str:
    folder = config.watchlists.folder
    mend = (
        f"Put one in {folder / 'sources'}"
        if folder
        else "Name a folder of your own in [watchlists] and put one in its sources"
    )
    return f"No source was read: nothing is checked. {mend} (watchlists/sources/README.md)."


def pages(missed: Iterable[tuple[MissReason, int]]) -> str:
    """As "2 pages (it took too long), 1 page (it was too large)"; empty for none."""
    return ", ".join(
        f"{count} page{'s' if count > 1 else ''} ({label(reason, ENGLISH)})"
        for reason, count in missed
    )
