"""What an address costs among many, on a frontier that is small."""

from scanner.bench import frontier


def test_measures_every_step_and_the_memory() -> None:
    inserted, claimed, finished, both, hosts, memory = frontier.measure(5_000)
    assert 0 < inserted.measured < both.measured
    assert max(claimed.measured, finished.measured) < both.measured
    assert (inserted.bar, both.bar) == (frontier.INSERT, frontier.CLAIM_AND_FINISH)
    assert hosts.measured > 0
    # As many as it is compared with.
    assert abs(memory.measured) < 60
