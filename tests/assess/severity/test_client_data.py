"""A case number beside words of care says that a client's affairs may stand there too."""

import pytest

from scanner.model.assessment import Level
from tests.assess.stage import judge


def reasons(text: str) -> list[str]:
    return [one.message for one in judge(text).severity.because if "client" in one.message]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{N} skrev utredningen. Mål nr 3367-13, LVU.", 1),
        ("{N}: beslut om familjehem, dnr SN 2023/123", 1),
        ("{N} talade på mötet. Dnr KS 2023/123", 0),
        ("{N} skrev om LVU 1990.", 0),
    ],
)
def test_it_is_told_once_where_both_stand(text: str, count: int) -> None:
    assert len(reasons(text)) == count


def test_it_changes_no_level() -> None:
    assert judge("{N}, mål nr 3367-13, LVU").severity.level is Level.INFO
