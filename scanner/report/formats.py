"""The formats of a report, listed once. A new one is a function and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scanner.report.as_csv import as_csv
from scanner.report.as_html import as_html
from scanner.report.as_json import as_json
from scanner.report.data import ReportData


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    file_name: str
    write: Callable[[ReportData, str], str]
    """From data and language to the file's text."""


FORMATS: Final = (
    Format(file_name="report.html", write=as_html),
    Format(file_name="report.json", write=as_json),
    Format(file_name="report.csv", write=as_csv),
)
