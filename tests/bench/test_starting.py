"""What `run` costs before its first request."""

from scanner.bench import starting


def test_measures_the_program_itself() -> None:
    row = starting.measure(rounds=1)
    assert row.bar == starting.BAR
    # Python alone takes some 20 ms; nothing of ours takes ten seconds.
    assert 0.02 < row.measured < 10
