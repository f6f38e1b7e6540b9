"""What the model's closed sets are called when people read them. English, to be translated.

One table a set: members of two sets may be equal as strings or numbers.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from scanner.model.action import Action
from scanner.model.assessment import DetailMatch, Level, SeverityTier
from scanner.model.consent import ConsentKind, Depth, Recipient
from scanner.model.finding import Change, PlaceState, Verdict
from scanner.model.judgement import SignKind, Speaker
from scanner.model.page import MissReason
from scanner.model.person import DetailKind, Setting
from scanner.model.recheck import Outcome, Why
from scanner.model.removal import Proof, Shown, Word
from scanner.model.second_reading import ReadingState
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
        Speaker: {
            Speaker.HERSELF: "said by yourself",
            Speaker.OFFICER: "said by the security team",
        },
        SignKind: {
            SignKind.THREAD: "page or thread",
            SignKind.SECTION: "part of a site",
            SignKind.HOST: "site",
            SignKind.AUTHOR: "whoever wrote it, as a checksum",
            SignKind.OTHER_NAME: "another name",
            SignKind.YEAR: "another year of birth",
            SignKind.OCCUPATION: "another occupation",
            SignKind.TOWN: "another town",
            SignKind.LIFE: "another walk of life",
        },
        DetailKind: {
            DetailKind.PERSONNUMMER: "Personal identity number",
            DetailKind.PHONE: "Phone number",
            DetailKind.EMAIL: "E-mail address",
            DetailKind.ADDRESS: "Street address",
            DetailKind.PLATE: "Car registration number",
            DetailKind.HANDLE: "User name or profile",
            DetailKind.PROPERTY: "Property designation",
            DetailKind.BIRTH_DATE: "Date of birth",
            DetailKind.DOOR_CODE: "Door code",
            DetailKind.MAP_PIN: "Pin on a map",
            DetailKind.PHOTO: "Photo",
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
        Word: {
            Word.GONE: "it is gone",
            Word.STILL_THERE: "it is still there",
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
        Outcome: {
            Outcome.STILL_THERE: "it is still there",
            Outcome.MISSING: "your name was not found",
            Outcome.UNCHECKED: "it could not be checked",
        },
        Why: {
            Why.ROBOTS: "the site's robots.txt does not let programs read it",
            Why.REFUSED: "the site refused us, or asked for a proof of being human",
            Why.NO_ANSWER: "no proper answer came",
            Why.UNREADABLE: "what came could not be read",
            Why.ELSEWHERE: "the site led elsewhere: to a search, a front page or a log-in",
            Why.LOG_IN: "the site asked for a log-in",
            Why.DOUBTFUL: "only a part of your name stands there",
            Why.CONTRADICTS: "the site says that the page is gone, but your name stands on it",
            Why.NOT_REACHED: "its turn did not come, or its robots.txt could not be had",
            Why.LOST: "the answer was lost when the program stopped",
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
            MissReason.PROXY: "our own proxy was not there, or did not let us through",
            MissReason.TLS: "its encryption could not be trusted",
            MissReason.TIMEOUT: "it took too long",
            MissReason.TOO_LARGE: "it was too large",
            MissReason.REDIRECTS: "it redirected too many times",
            MissReason.BLOCKED: "the site refused us",
            MissReason.CAPTCHA: "the site asked for a proof of being human",
            MissReason.GONE: "the site says that the page is not there",
            MissReason.SOFT_404: "what came says, as any page would, that nothing is there",
            MissReason.HTTP_ERROR: "the site answered with an error",
            MissReason.NOT_MODIFIED: "it has not changed since it was last read",
            MissReason.CONTENT_TYPE: "it is a kind of content that is not read",
            MissReason.PICTURE: "a picture, whose words were not read",
            MissReason.PARTLY: "some of its pages are pictures or too many, and were not read",
            MissReason.NEEDS_BROWSER: (
                "only a browser shows it, and none did, or not all of it came"
            ),
            MissReason.UNREADABLE: (
                "no text could be made of what came, or not all of it could be looked at"
            ),
            MissReason.BUDGET: "the limit of pages for this scan or day was reached",
            MissReason.NOT_REACHED: "its turn has not come",
            MissReason.TRAP: "the site seems to make such pages without end; some are tried weekly",
            MissReason.PROVIDER_DOWN: "the provider was not available",
            MissReason.EXPIRED: "the decision to read the source has run out; renew it",
        },
        ReadingState: {
            ReadingState.ASKED: "It is being asked.",
            ReadingState.ANSWERED: "It has answered.",
            ReadingState.NOTHING_LEFT: "Without names and details too little was left to ask it.",
            ReadingState.UNREACHABLE: "No advice: it could not be reached.",
            ReadingState.REFUSED: "No advice: it refused.",
            ReadingState.SLOW: "No advice: it took too long.",
            ReadingState.TOO_LONG: "No advice: its answer was too long.",
            ReadingState.UNREADABLE: "No advice: its answer was not one tier and a short reason.",
            ReadingState.LOST: "No advice: its answer was lost when the program stopped.",
        },
    }
)

DEEDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Action.CASE_JUDGE: "the security team said whether it is you",
        Action.CASE_ME: "you said that it is you",
        Action.CASE_NOT_ME: "you said that it is not you",
        Action.CASE_LOOK: "opened the case, without your name and the words",
        Action.CASE_NOTE: "took note of the case",
        Action.CASE_REGISTER: "entered in the registry",
        Action.CASE_SECOND_READ: "the organisation's second reader was asked, without names and "
        "details",
        Action.CONSENT_CHANGE: "you changed your choices",
        Action.CONSENT_GIVE: "you said yes",
        Action.CONSENT_PAUSE: "you paused the watch",
        Action.CONSENT_RESUME: "you let the watch go on",
        Action.CONSENT_STOP: "the watch was stopped by a link in a mail",
        Action.CONSENT_WITHDRAW: "you left",
        Action.CONTACT_KEEP: "you wrote how you are reached safely",
        Action.CONTACT_OPEN: "how you are reached safely was opened",
        Action.CONTACT_PROVE: "you showed that what you are reached by is yours",
        Action.COPY_TAKE: "you downloaded all that is kept about you",
        Action.FACTOR_REFUSE: "a wrong code or wrong words were given",
        Action.FORM_REFUSE: "somebody with your mailbox tried to opt in once more",
        Action.LEAVER_KEEP: "you let the watch go on after your employment",
        Action.LINK_ASK: "a link to your mailbox was asked for",
        Action.PHOTO_ADD: "you added a photo",
        Action.PHOTO_DROP: "you took a photo out",
        Action.QUERY_SEND: "a search query with your name was sent out",
        Action.REGISTERED_REVEAL: "your registered case was read",
        Action.REPORT_REVEAL: "your name and the words about you were read",
        Action.REPORT_WRITE: "put into the team's report, without your name and the words",
        Action.SPELLING_ASK: "you asked for a name to be confirmed",
        Action.SPELLING_CONFIRM: "a name of yours was confirmed",
        Action.TIP_DROP: "you took back what you had reported",
        Action.TIP_OPEN: "what you reported was opened",
        Action.TIP_REPORT: "you reported what you had seen",
        Action.TIP_SETTLE: "what you reported was dealt with",
    }
)
"""What the audit log notes about a person, as she reads it."""

WORK: Final[Mapping[str, str]] = MappingProxyType(
    {
        Action.AUDIT_HEAD: "mailed the end of the audit log",
        Action.AUDIT_PRUNE: "took out entries whose time was over",
        Action.AUDIT_VERIFY: "read the whole chain",
        Action.BREACH_NOTIFY: "told everybody of a breach",
        Action.CASE_JUDGE: "said whether a case is about its person",
        Action.CASE_LOOK: "opened a case, without name and words",
        Action.CASE_NOTE: "took note of a case",
        Action.CASE_REGISTER: "entered a case in the registry",
        Action.CASE_SECOND_READ: "the second reader was asked about a case",
        Action.CONSENT_WITHDRAW: "an opt-in ended with its time",
        Action.CONTACT_OPEN: "opened how a person is reached safely",
        Action.INSTALLATION_BACK_UP: "made a backup",
        Action.INSTALLATION_RESTORE: "restored a backup",
        Action.KEYS_BACK_UP: "made a backup of the keys",
        Action.KEYS_LOCK: "put the master key under a passphrase",
        Action.KEYS_ROTATE: "changed the master key",
        Action.LEAVER_NAME: "wrote whose employment ends",
        Action.REGISTERED_REVEAL: "read a registered case",
        Action.REPORT_REVEAL: "read a name and the words about it",
        Action.REPORT_WRITE: "wrote a case into a report, without name and words",
        Action.SOURCE_APPROVE: "approved a source",
        Action.SOURCE_PROPOSE: "proposed a source",
        Action.SOURCE_REFUSE: "refused a source",
        Action.SPELLING_CONFIRM: "confirmed a name",
        Action.STAFF_INVITE: "made an invitation",
        Action.STAFF_JOIN: "made an account by an invitation",
        Action.STAFF_LOG_IN: "logged in",
        Action.STAFF_PASSWORD: "changed the password",
        Action.STAFF_SHUT: "shut an account",
        Action.STAFF_SSO_LOG_IN: "logged in with the organisation's account",
        Action.TIP_CHECK: "handed in an address or a file to be read",
        Action.TIP_OPEN: "opened what somebody reported",
        Action.TIP_SETTLE: "dealt with what somebody reported",
    }
)
"""What the audit log notes of staff and of what goes by itself, as an auditor reads it."""


def label(value: Enum, language: str) -> str:
    """What `value` is called in `language`. KeyError for a set that has no table."""
    return translate(LABELS[type(value)][value], language)


def deed(action: str, language: str) -> str:
    """What was done. One that an older version noted stands as the log's own word."""
    return translate(DEEDS[action], language) if action in DEEDS else action


def work(action: str, language: str) -> str:
    """What staff did. One that an older version noted stands as the log's own word."""
    return translate(WORK[action], language) if action in WORK else action
