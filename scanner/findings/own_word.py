"""What her own word makes of a finding: it is me, it is not me. Pure."""

from dataclasses import replace

from scanner.model.finding import Finding, Verdict


def disclaimed(finding: Finding) -> Finding:
    """The finding after she said that it is about somebody else: nobody is told of it any more."""
    return replace(finding, verdict=Verdict.SET_ASIDE, is_claimed=False)


def claimed(finding: Finding) -> Finding:
    """The finding after she said that it is about her.

    Where an officer had said that it is not, somebody must look again, as at something new; her
    own word alone tells neither HR nor anybody else.
    """
    return replace(
        finding,
        is_claimed=True,
        verdict=Verdict.UNJUDGED if finding.is_about_another else finding.verdict,
        reopened=finding.reopened + (finding.verdict is Verdict.NOT_HER),
    )
