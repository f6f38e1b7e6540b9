"""Turns of speech in which a threat comes: passives, pronouns, curses; and what resembles them."""

import pytest

from scanner.model.assessment import Level, SeverityTier
from tests.assess.stage import judge

THREATS = [
    "Socialsekreterare {N} i Provstad borde skjutas.",
    "Socialsekreterare {N} i Provstad, hon borde hängas.",
    "Hon heter {N}, socialsekreterare i Provstad, och borde hängas.",
    "Socialsekreterare {N} i Provstad. Hon halshuggs på fredag.",
    "Socialsekreterare {N} i Provstad. Hen ska dö.",
    "Socialsekreterare {N} i Provstad, hen borde skjutas.",
    "Socialsekreterare {N} i Provstad. Jag ska döda hen.",
    "Socialsekreterare {N} i Provstad. Vi ska döda han.",
    "Socialsekreterare {N} i Provstad. Döda han.",
    "Socialsekreterare {N} i Provstad. Vi vet var hen bor.",
    "Socialsekreterare {N} i Provstad. Bränn hens hus.",
    "Social worker {N} in Provstad. She is to be hanged.",
    "Social worker {N} in Provstad ought to be shot.",
    "Social worker {N} in Provstad. I will kill him.",
    "Social worker {N} in Provstad. He deserves to die.",
    "الموظفة في السوسيال Provstad. لازم {N} تنشنق.",
    "الموظفة في السوسيال Provstad. {N} لازم تنعدم.",
    "الموظفة في السوسيال Provstad. يجب إعدام {N}.",
    "{N} الموظفة في السوسيال Provstad. سنقتله.",
    "{N} الموظفة في السوسيال Provstad. هو يستحق الموت.",
]
CALM = [
    "Mötet med socialsekreterare {N} i Provstad borde skjutas upp.",
    "Mötet med socialsekreterare {N} i Provstad ska skjutas upp till fredag.",
    "Umgänget som {N} på socialtjänsten i Provstad beslutade om ska skjutas upp en vecka.",
    "Tavlan som {N} målade ska hängas upp i entrén.",
    "{N} sköt upp mötet, säger hen.",
    "Socialsekreterare {N} i Provstad. Hen har fel.",
    "The meeting with social worker {N} in Provstad should be put off.",
    "The picture that {N} painted is to be hung in the hall.",
    "يجب أن يؤجل الاجتماع مع {N}.",
]
DOUBTED = [
    "{N} på socialtjänsten i Provstad borde inte skjutas.",
    "Förr skulle man ha skjutits för sånt, säger {N} på socialtjänsten i Provstad.",
    "Hen ska inte dö ensam, sa prästen till {N} på socialtjänsten i Provstad.",
    "{N}, social worker in Provstad, should not be shot.",
    "لا يجب إعدام {N} الموظفة في السوسيال Provstad.",
]
CURSES = [
    "Må Gud straffa dig, socialsekreterare {N} i Provstad.",
    "Gud straffe dig, {N}.",
    "Må Gud hämnas på dig, {N}.",
    "May God punish you, {N}.",
    "God will punish {N}.",
    "May God take revenge on you, {N}.",
    "الله ينتقم منك يا {N}.",
    "ربنا ينتقم منك يا {N}.",
    "الله يعاقبك يا {N}.",
    "الله يجازيك يا {N}.",
    "allah yente2em menek ya {N}",
    "Allah cezanı versin {N}.",
    "Allah senden intikam alsın {N}.",
    "Ilaahay ha ku ciqaabo {N}.",
]
PRAYERS = [
    "Må Gud straffa dem. {N} var på mötet.",
    "Gud straffar ingen, säger {N}.",
    "God punish them. {N} was at the meeting.",
    "God punishes nobody, says {N}.",
    "God bless you, {N}.",
    "الله ينتقم منهم. {N} كانت في الاجتماع.",
    "الله يجازيك كل خير يا {N}.",
]

WISHES = [
    "Önskar att {N} bara kunde dö.",
    "Jag hoppas att {N} får lida.",
    "I wish {N} would just die.",
    "Hope {N} would suffer.",
    "يا ريت {N} تموت.",
    "احترقي بجهنم يا {N}.",
    "Brinn i helvetet {N}.",
    "Burn in hell {N}.",
]
CALLS = [
    "Socialsekreterare {N} i Provstad. Låt henne aldrig vara i fred.",
    "Vi ska driva ut socialsekreterare {N} ur stan.",
    "Social worker {N} in Provstad. Never leave her alone.",
    "Let's drive social worker {N} out of this town.",
    "الموظفة {N} في Provstad. لا تتركوها ترتاح.",
    "الموظفة {N} في Provstad. خلوا حياتها جحيم.",
]
KIND = [
    "Jag önskar att {N} kunde få komma till oss oftare.",
    "Låt {N} vara i fred, säger hennes chef.",
    "I wish {N} would just answer the phone.",
    "Leave {N} alone, says her manager.",
    "يا ريت {N} ترد على الرسالة.",
]


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_that_she_dies_is_harassment_in_every_language(text: str) -> None:
    assert judge(text).severity.tier is SeverityTier.T2


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_give_her_no_peace_comes_before_an_officer_in_every_language(text: str) -> None:
    severity = judge(text).severity
    assert severity.tier >= SeverityTier.T3
    assert severity.level >= Level.LOW


@pytest.mark.parametrize("text", KIND)
def test_kind_words_in_the_same_turns_alert_nobody(text: str) -> None:
    severity = judge(text).severity
    assert severity.level <= Level.LOW
    assert severity.tier < SeverityTier.T2 or severity.in_doubt


@pytest.mark.parametrize("text", THREATS)
def test_a_threat_is_one_in_every_turn_of_speech(text: str) -> None:
    severity = judge(text).severity
    assert (severity.tier, severity.level) == (SeverityTier.T4, Level.ACUTE)


@pytest.mark.parametrize("text", CALM)
def test_idioms_and_calm_words_in_the_same_turns_stay_calm(text: str) -> None:
    severity = judge(text).severity
    assert severity.tier <= SeverityTier.T1
    assert severity.level is Level.INFO


@pytest.mark.parametrize("text", DOUBTED)
def test_what_is_denied_or_past_alerts_nobody(text: str) -> None:
    assert judge(text).severity.level <= Level.LOW


@pytest.mark.parametrize("text", CURSES)
def test_a_curse_on_her_is_harassment_in_every_language_and_no_threat(text: str) -> None:
    severity = judge(text).severity
    assert (severity.tier, severity.level) == (SeverityTier.T2, Level.LOW)


@pytest.mark.parametrize("text", PRAYERS)
def test_a_prayer_or_a_curse_on_others_is_none(text: str) -> None:
    severity = judge(text).severity
    assert severity.tier <= SeverityTier.T1
    assert severity.level is Level.INFO
