"""The report for spreadsheets: one line a case, no cell a formula, addresses defanged."""

import csv
from io import StringIO
from typing import Final

from scanner.model.assessment import ExposedDetail
from scanner.render.certainty import certainty
from scanner.render.labels import label
from scanner.render.moments import moment
from scanner.render.places import Spot, spots, where
from scanner.render.reasons import reason
from scanner.render.safe import csv_cell
from scanner.report.data import ReportData, ReportedCase

COLUMNS: Final = (
    "case", "person", "level", "tier", "change", "verdict", "probability", "details", "because",
    "addresses", "first_seen", "last_seen", "evidence_sha256",
)  # fmt: skip
"""Stable names, the same in both languages."""

LAB: Final = "lab"
"""A column more where people and pages are invented; it says so in each line."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""


def as_csv(data: ReportData, language: str) -> str:
    """`data` as CSV (RFC 4180, UTF-8 with a byte order mark); times in the data's zone."""
    mark = (LAB,) if data.is_lab else ()
    out = StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow((*COLUMNS, *mark))
    for case in (*data.cases, *data.set_aside):
        cells = (*_cells(case, data.zone, language), *mark)
        writer.writerow(map(csv_cell, cells))
    return out.getvalue()


def _cells(case: ReportedCase, zone: str, language: str) -> tuple[str, ...]:
    severity = case.severity
    return (
        case.case_reference,
        case.label,
        label(severity.level, language),
        severity.tier.name,
        label(case.change, language),
        label(case.verdict, language),
        certainty(case.identity.probability),
        "; ".join(_detail(detail, language) for detail in severity.details),
        " ".join(reason(because, language) for because in severity.because),
        " ".join(_where(spot, language) for spot in spots(case.places)),
        moment(case.first_seen, zone, language),
        moment(case.last_seen, zone, language),
        " ".join(case.evidence_sha256),
    )


def _where(spot: Spot, language: str) -> str:
    count = f" ({spot.posts})" if spot.posts > 1 else ""
    return f"{where(spot.address, language)}{count}"


def _detail(detail: ExposedDetail, language: str) -> str:
    return f"{label(detail.kind, language)}: {detail.masked} ({label(detail.match, language)})"
