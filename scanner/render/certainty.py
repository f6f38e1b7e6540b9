"""How sure it is that a page means her: one wording for report, spreadsheet and terminal."""

from babel.numbers import format_decimal


def certainty(probability: float) -> str:
    """A probability as whole percent: never 0 % and never 100 %, for no page proves either."""
    return f"{min(max(round(probability * 100), 1), 99)} %"


def signed(bits: float, language: str) -> str:
    """Bits of evidence for (+) or against, to a tenth, as the language writes numbers."""
    return str(format_decimal(bits, format="+0.0;-0.0", locale=language))
