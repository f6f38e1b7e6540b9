"""What the model's closed sets are called when people read them. English, to be translated.

One table a set: members of two sets may be equal as strings or numbers.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from scanner.model.assessment import DetailMatch, Level, SeverityTier
from scanner.model.consent import ConsentKind, Depth, Recipient
from scanner.model.finding import Change, PlaceState, Verdict
from scanner.model.page import MissReason
from scanner.model.person import DetailKind, Setting
from scanner.model.removal import Proof, Shown
from scanner.model.staff import Role
from scanner.render.translations import translate

LABELS: Final[Mapping[type[Enum], Mapping[Enum, str]]] = MappingProxyType(
    {
        Level: {
            Level.INFO: "Info",
            Level.LOW: "Low",
            Level.MEDIUM: "Medium",
            Level.HIGH: "High",
            Level.ACUTE: "Acute",
        },
        SeverityTier: {
            SeverityTier.T0: "neutral mention",
            SeverityTier.T1: "lawful criticism",
            SeverityTier.T2: "harassment",
            SeverityTier.T3: "exposure or a call to act",
            SeverityTier.T4: "threat",
        },
        Change: {
            Change.NEW: "New",
            Change.WORSE: "Worse",
            Change.SEEN_AGAIN: "Seen again",
            Change.MISSING: "Not found at the latest look",
            Change.GONE: "Gone",
        },
        PlaceState: {
            PlaceState.SEEN: "is there",
            PlaceState.MISSING: "not found at the latest look",
            PlaceState.GONE: "gone",
        },
        Verdict: {
            Verdict.UNJUDGED: "Not yet reviewed",
            Verdict.HER: "Reviewed: it is the person",
            Verdict.NOT_HER: "Reviewed: it is somebody else",
            Verdict.SET_ASIDE: "The person says: it is somebody else",
        },
        DetailKind: {
            DetailKind.PERSONNUMMER: "Personal identity number",
            DetailKind.PHONE: "Phone number",
            DetailKind.EMAIL: "E-mail address",
            DetailKind.ADDRESS: "Street address",
            DetailKind.PLATE: "Car registration number",
        },
        Setting: {
            Setting.WORK: "work",
            Setting.PRIVATE: "private",
            Setting.HOME: "home or family",
        },
        DetailMatch: {
            DetailMatch.KNOWN: "the person's own",
            DetailMatch.NEARBY: "beside the name; whose it is is not known",
        },
        Proof: {
            Proof.BANKID: "BankID",
            Proof.FORM: "a form or an e-mail, no BankID",
            Proof.LETTER: "a letter with a copy of an identity card",
        },
        Shown: {
            Shown.ADDRESS: "address",
            Shown.PHONE: "phone number",
            Shown.AGE: "age",
            Shown.BIRTHDAY: "birthday",
            Shown.HOUSEHOLD: "who lives there",
            Shown.VEHICLES: "vehicles",
            Shown.COMPANY: "companies",
            Shown.INCOME: "income",
            Shown.COURT_CASES: "signs of court cases",
            Shown.MAP: "map",
        },
        ConsentKind: {
            ConsentKind.GIVEN: "You said yes",
            ConsentKind.CHANGED: "You changed your choices",
            ConsentKind.PAUSED: "You paused the watch",
            ConsentKind.RESUMED: "You let the watch go on",
            ConsentKind.STOPPED: "The watch was stopped",
            ConsentKind.PROLONGED: "You let it last longer",
            ConsentKind.WITHDRAWN: "You left",
        },
        Recipient: {
            Recipient.SECURITY: "Security team",
            Recipient.HR: "HR",
            Recipient.MANAGER: "Your manager",
            Recipient.SAFETY_REPRESENTATIVE: "Safety representative",
            Recipient.PERSON: "Yourself, by e-mail",
        },
        Role: {
            Role.SECURITY: "Security team",
            Role.HR: "HR",
            Role.AUDITOR: "Auditor",
            Role.OPERATOR: "Operator",
        },
        Depth: {
            Depth.EXISTS: "only that there is something, and how grave it is",
            Depth.SUMMARY: "also of what kind it is, where, and what is done",
            Depth.WORDS: "also the words, covered until you open them",
        },
        MissReason: {
            MissReason.ROBOTS: "the site's robots.txt forbids it or could not be had",
            MissReason.ADDRESS: "it leads to an address that may not be dialled",
            MissReason.DNS: "its name could not be looked up",
            MissReason.CONNECT: "the site did not answer as a web server",
            MissReason.TLS: "its encryption could not be trusted",
            MissReason.TIMEOUT: "it took too long",
            MissReason.TOO_LARGE: "it was too large",
            MissReason.REDIRECTS: "it redirected too many times",
            MissReason.BLOCKED: "the site refused us",
            MissReason.CAPTCHA: "the site asked for a proof of being human",
            MissReason.GONE: "the site says that the page is not there",
            MissReason.HTTP_ERROR: "the site answered with an error",
            MissReason.NOT_MODIFIED: "it has not changed since it was last read",
            MissReason.CONTENT_TYPE: "it is a kind of content that is not read",
            MissReason.UNREADABLE: "no text could be made of what came",
            MissReason.BUDGET: "the limit of pages for this scan or day was reached",
            MissReason.NOT_REACHED: "its turn has not come",
            MissReason.PROVIDER_DOWN: "the provider was not available",
            MissReason.EXPIRED: "the decision to read the source has run out; renew it",
        },
    }
)

DEEDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "case.judge": "the security team said whether it is you",
        "case.me": "you said that it is you",
        "case.not_me": "you said that it is not you",
        "case.look": "opened the case, without your name and the words",
        "case.note": "took note of the case",
        "case.register": "entered in the registry",
        "consent.change": "you changed your choices",
        "consent.give": "you said yes",
        "consent.pause": "you paused the watch",
        "consent.resume": "you let the watch go on",
        "consent.stop": "the watch was stopped by a link in a mail",
        "consent.withdraw": "you left",
        "contact.keep": "you wrote how you are reached safely",
        "contact.open": "how you are reached safely was opened",
        "contact.prove": "you showed that what you are reached by is yours",
        "copy.take": "you downloaded all that is kept about you",
        "factor.refuse": "a wrong code or wrong words were given",
        "leaver.keep": "you let the watch go on after your employment",
        "link.ask": "a link to your mailbox was asked for",
        "photo.add": "you added a photo",
        "photo.drop": "you took a photo out",
        "registered.reveal": "your registered case was read",
        "report.reveal": "your name and the words about you were read",
        "spelling.ask": "you asked for a name to be confirmed",
        "spelling.confirm": "a name of yours was confirmed",
        "tip.drop": "you took back what you had reported",
        "tip.open": "what you reported was opened",
        "tip.report": "you reported what you had seen",
        "tip.settle": "what you reported was dealt with",
    }
)
"""What the audit log notes about a person, as she reads it: each action that is written so."""

WORK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "audit.head": "mailed the end of the audit log",
        "audit.prune": "took out entries whose time was over",
        "audit.verify": "read the whole chain",
        "breach.notify": "told everybody of a breach",
        "case.judge": "said whether a case is about its person",
        "case.look": "opened a case, without name and words",
        "case.note": "took note of a case",
        "case.register": "entered a case in the registry",
        "consent.withdraw": "an opt-in ended with its time",
        "contact.open": "opened how a person is reached safely",
        "installation.back_up": "made a backup",
        "installation.restore": "restored a backup",
        "keys.back_up": "made a backup of the keys",
        "keys.lock": "put the master key under a passphrase",
        "keys.rotate": "changed the master key",
        "leaver.name": "wrote whose employment ends",
        "registered.reveal": "read a registered case",
        "report.reveal": "read a name and the words about it",
        "spelling.confirm": "confirmed a name",
        "staff.invite": "made an invitation",
        "staff.join": "made an account by an invitation",
        "staff.log_in": "logged in",
        "staff.password": "changed the password",
        "staff.shut": "shut an account",
        "staff.sso_log_in": "logged in with the organisation's account",
        "tip.open": "opened what somebody reported",
        "tip.settle": "dealt with what somebody reported",
    }
)
"""What the audit log notes of staff and of what goes by itself, as an auditor reads it."""


def label(value: Enum, language: str) -> str:
    """What `value` is called in `language`. KeyError for a set that has no table."""
    return translate(LABELS[type(value)][value], language)


def deed(action: str, language: str) -> str:
    """What was done, by the audit log's word for it. KeyError for one that is about nobody."""
    return translate(DEEDS[action], language)


def work(action: str, language: str) -> str:
    """What staff did. One that an older version noted stands as the log's own word."""
    return translate(WORK[action], language) if action in WORK else action
