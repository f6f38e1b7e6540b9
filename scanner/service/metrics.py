"""The readings in Prometheus' text format, and as one line on health."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from scanner.service.readings import Readings, Unknown

DISK_LOW: Final = 5
"""Percent of the disk; below it a scan may not be able to store what it finds."""

WELL: Final = "ok"


def exposition(readings: Readings | Unknown) -> bytes:
    """All that /metrics says."""
    registry = CollectorRegistry()
    registry.register(_Told(readings))
    return generate_latest(registry)


def trouble(readings: Readings | Unknown) -> str:
    """What is wrong, in one line; '' where nothing is."""
    if isinstance(readings, Unknown):
        return readings.why
    wrong = []
    if readings.late:
        wrong.append(f"Not read when they should be: {', '.join(readings.late)}.")
    if readings.asleep:
        wrong.append(f"Nobody is found on the test page: {', '.join(readings.asleep)}.")
    if readings.disk_free_percent < DISK_LOW:
        wrong.append(f"Less than {DISK_LOW} % of the data folder's disk is free.")
    return " ".join(wrong)


class _Told(Collector):
    def __init__(self, readings: Readings | Unknown) -> None:
        self._readings = readings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = self._readings
        is_known = isinstance(now, Readings)
        yield GaugeMetricFamily("varn_database_up", "1 where the database answers.", value=is_known)
        if isinstance(now, Readings):
            yield from _of_sources(now)
            yield from _of_all(now)


def _of_sources(now: Readings) -> Iterator[GaugeMetricFamily]:
    pages = GaugeMetricFamily(
        "varn_pages",
        "Known pages by what their latest visit came to; new: none was made yet.",
        labels=("source", "outcome"),
    )
    for one in now.sources:
        for outcome, count in one.counts.outcomes:
            pages.add_metric((one.counts.source_id, outcome), count)
    yield pages
    yield _each(
        "varn_pages_due",
        "Pages whose next visit is due.",
        ((one.counts.source_id, one.counts.waiting) for one in now.sources),
    )
    yield _each(
        "varn_oldest_due_age_seconds",
        "How long the page has been due that has waited longest; 0 where none waits.",
        ((one.counts.source_id, _age(now.at, one.counts.oldest_due)) for one in now.sources),
    )
    yield _each(
        "varn_source_last_good_timestamp_seconds",
        "When a page of the source was last had, Unix time; missing: never.",
        (
            (one.counts.source_id, one.last_good_at.timestamp())
            for one in now.sources
            if one.last_good_at
        ),
    )
    yield _each(
        "varn_source_late",
        "1 where the source was not tried when it should have been.",
        ((one.counts.source_id, one.is_late) for one in now.sources),
    )
    yield _each(
        "varn_source_blind",
        "1 where the source is tried and cannot be seen.",
        ((one.counts.source_id, one.is_blind) for one in now.sources),
    )
    yield _each(
        "varn_canary_last_found_timestamp_seconds",
        "When the invented person of a test page was last found, Unix time; missing: never.",
        ((one.counts.source_id, one.proved_at.timestamp()) for one in now.sources if one.proved_at),
    )
    yield _each(
        "varn_canary_asleep",
        "1 where the invented person of a test page is not found.",
        ((one.counts.source_id, one.is_asleep) for one in now.sources if one.is_asleep is not None),
    )


def _of_all(now: Readings) -> Iterator[GaugeMetricFamily]:
    yield GaugeMetricFamily(
        "varn_breakers_open",
        "Hosts that are left alone after failures in a row.",
        value=now.resting_hosts,
    )
    for name, meaning, at in (
        ("scan", "When the latest scan began, Unix time.", now.scan_began_at),
        ("report", "Until when the latest report tells, Unix time.", now.reported_until),
    ):
        if at is not None:
            yield GaugeMetricFamily(
                f"varn_last_{name}_timestamp_seconds", meaning, value=at.timestamp()
            )
    yield GaugeMetricFamily(
        "varn_disk_free_ratio",
        "Free share of the data folder's disk, in coarse steps.",
        value=now.disk_free_percent / 100,
    )
    build = GaugeMetricFamily("varn_build_info", "The version that runs.", labels=("version",))
    build.add_metric((now.version,), 1)
    yield build


def _each(name: str, meaning: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=("source",))
    for source_id, value in values:
        family.add_metric((source_id,), value)
    return family


def _age(now: datetime, since: datetime | None) -> float:
    return (now - since).total_seconds() if since else 0.0
