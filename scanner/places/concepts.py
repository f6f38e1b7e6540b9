"""Concepts: what words of all languages mean alike, so that a model learns a deed once.

`kill` is döda, mörda, slå ihjäl; murder, stab; قتل, ذبح; dil, öldür. A concept's words stand in
the lexicons under `[concepts]`; an entry is one or more words between spaces::

    mörda        this word
    döda*        any ending
    *adress      any beginning
    slå* ihjäl   these words in order

Looking up is a walk over dictionaries, so a word costs its length and no pattern is compiled.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from scanner.text.fold import bare, fold

CONCEPTS: Final = frozenset((
    "i", "we", "you", "she", "they", "someone", "everyone", "who", "not", "if", "when", "until",
    "should", "will", "can", "wish", "past", "why", "only", "again", "never", "enough", "because",
    "want", "need", "kill", "die", "grave", "hospital", "hurt", "burn", "explode", "weapon",
    "blood", "rape", "drown", "accident", "harm", "pay", "revenge", "punish", "regret", "find",
    "come", "go", "watch", "wait", "know", "remember", "hide", "sleep", "alone", "dark",
    "evening", "morning", "day", "soon", "last", "next", "careful", "warn", "promise", "end",
    "safe", "lose", "price", "deserve", "god", "hell", "curse", "sick", "suffer", "fear",
    "threaten", "home", "lives", "family", "mother", "child", "school", "car", "plate", "way",
    "garden", "leisure", "shop", "parking", "pet", "body", "share", "photo", "phone", "address",
    "call", "mail", "visit", "gather", "film", "expose", "name", "give", "info", "list", "flood",
    "group", "animal", "thief", "paedophile", "nazi", "whore", "evil", "ugly", "stupid", "liar",
    "mad", "shame", "hate", "trash", "swear", "puppet", "ruin", "laugh", "wrong", "incompetent",
    "complain", "appeal", "court", "law", "protest", "resign", "responsible", "unjust", "truth",
    "pray", "grief", "cry", "thank", "good", "nice", "pity", "enjoy", "help", "happy", "news",
    "police", "convicted", "said", "wrote", "quote", "report", "meeting", "decision", "inquiry",
    "office", "agency", "politician", "work", "colleague", "client", "interpreter", "money",
    "foster", "contact", "care", "read", "listen", "talk", "hello", "query", "game", "art",
    "hunt", "food", "thing", "men", "custom", "idiom", "peace",
))  # fmt: skip

LIVES: Final = frozenset((
    "removal", "home_visit", "access", "custody", "concern", "inquiry_of", "hearing", "refusal",
    "granted", "benefit", "debts", "fostering", "home_help", "treatment", "outreach", "youth_case",
    "shelter", "child_talk", "family_talk", "plan", "file", "phone_hour", "signed", "on_call",
    "unaccompanied", "official", "blame", "thanks_worker", "athlete", "scored", "coach",
    "club_life", "musician", "artist", "actor_film", "author_book", "shop", "restaurant",
    "company_boss", "builder", "driver", "farmer_animals", "beauty", "estate", "finance",
    "computing", "engineer_industry", "physician", "nurse", "dentist", "vet", "therapist_private",
    "teacher", "headmaster", "preschool", "pupil", "student_degree", "researcher", "lawyer",
    "judge", "prosecutor", "police_officer", "rescue", "soldier", "clergy", "choir",
    "politician_party", "board_of_society", "journalist", "influencer", "photographer", "gamer",
    "wedding", "newborn", "obituary", "genealogy", "neighbour", "accident_victim", "suspect",
    "client_parent", "foster_parent", "tenant", "guardian", "volunteer", "pensioner",
    "interpreter_job", "cleaner_caretaker", "librarian", "kitchen_staff", "guard", "post_delivery",
    "jobseeker", "namesake_said", "mistaken", "union_rep", "course_leader", "elsewhere_work",
))  # fmt: skip
"""What is told of whoever works in the social services, and of other lives (`assess.identity`)."""

_ENTRY: Final = re.compile(r"\*?[^\s*(){}<>|?…^~]+\*?(?: \*?[^\s*(){}<>|?…^~]+\*?)*")


ENTRY_RULE: Final = "must be words between spaces, each with at most a * at its begin or end"


class Found(NamedTuple):
    """A concept, and the words ``words[start:end]`` that mean it."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """Entries that go on alike: a step to the next for each way a word may be written."""

    whole: dict[str, "_Node"] = field(default_factory=dict)
    begins: dict[str, "_Node"] = field(default_factory=dict)
    ends: dict[str, "_Node"] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    """What an entry that ends here means."""

    def after(self, word: str) -> "_Node":
        """The node after one more word of an entry; made where there is none."""
        steps, text = self._way(word)
        return steps.setdefault(_compared(text), _Node())

    def _way(self, word: str) -> tuple[dict[str, "_Node"], str]:
        if word.endswith("*"):
            return self.begins, word[:-1]
        return (self.ends, word[1:]) if word.startswith("*") else (self.whole, word)

    def steps(self, word: str) -> Iterator["_Node"]:
        """The nodes that a text's word leads to: itself or its longest beginning, and its end."""
        yield from self.spelled(word)
        yield from self.ended(word)

    def spelled(self, word: str) -> Iterator["_Node"]:
        """A node that only leads on ("döda" of "döda tid") hides none that means something."""
        begun = (self.begins.get(word[:end]) for end in range(len(word), 0, -1))
        yield from _until_meant((self.whole.get(word), *begun))

    def ended(self, word: str) -> Iterator["_Node"]:
        if self.ends:
            yield from _until_meant(self.ends.get(word[start:]) for start in range(1, len(word)))


def _until_meant(nodes: Iterable[_Node | None]) -> Iterator[_Node]:
    """Nodes that are there, to the first that means something."""
    for node in nodes:
        if node is not None:
            yield node
            if node.concepts:
                return


class Vocabulary:
    """The concepts of one language, ready to be looked up."""

    def __init__(self, files: Iterable[Mapping[str, Sequence[str]]]) -> None:
        self._root = _Node()
        entries = (
            (concept, entry)
            for concepts in files
            for concept, entries in concepts.items()
            for entry in entries
        )
        for concept, entry in entries:
            node = self._root
            for word in entry.split():
                node = node.after(word)
            node.concepts = tuple(dict.fromkeys((*node.concepts, concept)))
        self._begun = lru_cache(maxsize=8192)(self._nodes_of)

    def found(self, words: Sequence[str]) -> Iterator[Found]:
        """Concepts in comparable words, in order; of entries that begin alike the longest."""
        at = 0
        while at < len(words):
            concepts, length = self._longest(words, at)
            yield from (Found(concept, at, at + length) for concept in concepts)
            at += length

    def knows(self, word: str) -> bool:
        return any(node.concepts for node in self._begun(word))

    def _longest(self, words: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
        found: tuple[tuple[str, ...], int] = ((), 1)
        nodes, length = self._begun(words[at]), 1
        while nodes:
            concepts = dict.fromkeys(one for node in nodes for one in node.concepts)
            if concepts:
                found = tuple(concepts), length
            if at + length == len(words):
                break
            nodes = tuple(step for node in nodes for step in node.steps(words[at + length]))
            length += 1
        return found

    def _nodes_of(self, word: str) -> tuple[_Node, ...]:
        """Where a text's word leads, as it stands or else in the first disguise that is known."""
        forms = (tuple(self._root.spelled(form)) for form in _forms(word))
        meant = (nodes for nodes in forms if any(node.concepts for node in nodes))
        spelled = next(meant, ()) or tuple(self._root.spelled(word))
        return (*spelled, *self._root.ended(word))


def is_entry(entry: str) -> bool:
    return _ENTRY.fullmatch(entry) is not None


def _compared(word: str) -> str:
    return bare(fold(word).text)


_ARABIC: Final = re.compile("[\u0620-\u06ff]")
_JOINED: Final = re.compile("([وف])?(بال|كال|عال|هال|شال|لل|ال|[بلكسحعه])?([ايتنمب])?")
_LEET: Final = str.maketrans("1304578@$!", "ieoastbasi")
_VOWELS: Final = "aeiouy"
_RUN: Final = re.compile(r"(.)\1{2,}")
_LEAST: Final = 2
"""Letters that must be left of an Arabic word."""


def _forms(word: str) -> Iterator[str]:
    """A word as it stands, then without what is joined to it or written to hide it."""
    yield word
    if _ARABIC.match(word):
        yield from _parted(word)
    elif not word.isalpha():
        yield word.translate(_LEET)
        yield from (word.translate(_LEET).replace("*", vowel) for vowel in _VOWELS if "*" in word)
    if _RUN.search(word):
        yield _RUN.sub(r"\1", word)
        yield _RUN.sub(r"\1\1", word)


def _parted(word: str) -> Iterator[str]:
    """An Arabic word without conjunction, then without article or particle, then the person."""
    joined = _JOINED.match(word)
    assert joined is not None  # every part of it may be missing
    for part in (1, 2, 3):
        if joined[part] and len(word) - joined.end(part) >= _LEAST:
            yield word[joined.end(part) :]
