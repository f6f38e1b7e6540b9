"""How sure it is that a page means her: one wording for report, spreadsheet and terminal."""


def certainty(probability: float) -> str:
    """A probability as whole percent: never 0 % and never 100 %, for no page proves either."""
    return f"{min(max(round(probability * 100), 1), 99)} %"
