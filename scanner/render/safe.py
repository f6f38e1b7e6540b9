"""Hostile text made safe to show: on a terminal, in a page, in a spreadsheet's cell.

In: any text of the web. Out: the same text with whatever could act or deceive shown as marks.
"""

import re
from typing import Final

# C0 but tab and line feed, DEL and C1 drive terminals. Line and paragraph separators break lines
# where nobody expects it. Embeddings, overrides and isolates make text read as what it is not
# (CVE-2021-42574). Tag characters are invisible. Lone surrogates cannot be written as UTF-8.
# Left-to-right, right-to-left and Arabic letter marks and the joiners stay: honest Arabic and
# Persian text needs them and they reach no further than their neighbours.
_ACTING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)

# The characters that make spreadsheets read a cell as a formula (OWASP, CSV Injection), with
# their full-width twins, which Excel treats alike.
_FORMULA: Final = re.compile(r"\s*[=+\-@|%＝＋－＠]")


def visible(text: str) -> str:
    """`text` with every control character and bidi override shown as a mark.

    ``\\x1b`` becomes ``␛``, U+202E becomes ``⟨U+202E⟩``. Tabs and line feeds stay; a carriage
    return before a line feed goes. Marks hold nothing that HTML or terminals interpret.
    """
    return _ACTING.sub(_mark, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`visible` text with each run of white space as one space."""
    return " ".join(visible(text).split())


def csv_cell(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: one line, an apostrophe before a formula."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
