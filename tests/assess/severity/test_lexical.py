"""Sentences and their tiers, in every language; the same deed has the same tier in all."""

from time import process_time

import pytest

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.model.assessment import Level, SeverityTier
from tests.assess.stage import NOW, RARE, judge, page

T0 = [
    "Socialsekreterare {N} på socialtjänsten i Provstad besvarar frågor.",
    "Beslutet fattades av {N}, enhetschef.",
    "Närvarande: {N}, föredragande.",
    "Tack till {N} som föreläste om familjehem.",
    "Vi skjuter upp mötet med {N} till fredag.",
    "Vi ska skjuta upp mötet med {N} till fredag.",
    "Vi ska hänga med {N} på stan i helgen.",
    "Nån som har numret till växeln? Jag söker {N}.",
    "{N} utredde en pedofil som dömdes.",
    "Ring {N} på växeln om du vill ha hjälp.",
    "Hon hängdes ut i tidningen och hotades, berättar {N}.",
    "Vi vet var {N} står i frågan.",
    "{N} har fått en belöning för lång tjänst.",
    "{N} forskar om våldtäkt och misshandel i nära relationer.",
    "Polisen döms inte, säger {N}.",
    "{N} kommer aldrig att leva upp till det hon lovade.",
    "Vi ska krossa {N} i rätten.",
    "According to {N}, unit manager, the court ruling stands.",
    "Interview with {N} of social services.",
    "We will shoot the video with {N} on Monday.",
    "If you have questions, call {N} at the switchboard.",
    "Follow {N} on social media.",
    "Följ {N} på sociala medier.",
    "قالت الموظفة {N} من الخدمات الاجتماعية.",
    "مقابلة مع {N} في السوسيال.",
]
T1 = [
    "{N} fattade fel beslut och borde avgå.",
    "{N} är inkompetent och lyssnar inte.",
    "Socialen kidnappar våra barn! {N} var handläggare.",
    "Socialtjänsten är rasister, {N} jobbar där.",
    "Vi JO-anmäler {N} för tjänstefel och maktmissbruk.",
    "Vi vet var socialkontoret ligger, demonstration kl 12. {N} bör lyssna.",
    "Gud ser allt, {N}.",
    "Barntjuvar! ropade de utanför socialkontoret där {N} arbetar.",
    "{N} är en lögnare.",
    "{N} borde få lämna sitt jobb, hon förstör familjer. Fel beslut!",
    "Vi ska överklaga beslutet av {N} till sista instans.",
    "We will beat {N} in court and appeal.",
    "We will attack {N}'s wrong decision in every court.",
    "{N} will not see the file, this is misconduct.",
    "Dela vidare: namninsamling mot beslutet av {N}.",
    "Sweden kidnaps children and {N} made the wrong decision.",
    "File a complaint against {N}, this is an abuse of power.",
    "Stop the kidnapping of our children! {N} should resign.",
    "السوسيال يخطف الأطفال والموظفة {N} شاركت.",
    "السوسيال يأخذ الأطفال. {N} موظفة.",
    "حسبنا الله ونعم الوكيل. {N} موظفة السوسيال.",
    "الله ينتقم منهم كلهم. {N} موظفة.",
    "Sooshalka carruurta ayuu qaataa, {N}.",
    "İsveç çocukları kaçırıyor, {N} yanlış karar verdi.",
]
T2 = [
    "{N} är en barntjuv.",
    "Barntjuven {N} på socialen i Provstad.",
    "Häxan {N} borde inte få jobba.",
    "{N}, din jävla råtta!",
    "{N} är ett riktigt monster.",
    "Hon är psykopat, den där {N}.",
    "{N} kidnappade mina barn.",
    "Någon borde ta barnen från dig, {N}.",
    "Må du brinna, {N}.",
    "Gud straffa dig {N}!",
    "Jag hoppas att du lider, {N}.",
    "Akta dig {N}.",
    "{N} is a child thief.",
    "You filthy pig, {N}!",
    "{N} kidnapped my children.",
    "God will punish you, {N}.",
    "Someone should take the kids from you, {N}.",
    "{N} خاطفة الأطفال",
    "يا كلبة {N}",
    "الله ينتقم منك يا {N}",
    "الله يلعنك يا {N}",
    "{N} waa tuugga carruurta",
    "{N} şerefsiz",
    "Allah belanı versin {N}",
]
T3 = [
    "Sprid hennes namn och bild! {N} på soc.",
    "{N} på soc. Så här ser hon ut.",
    "Vem vet var {N} bor?",
    "{N}. Någon som har adressen?",
    "Åk hem till {N} och säg vad ni tycker.",
    "Samling utanför {N}s hus ikväll.",
    "Häng ut {N} överallt.",
    "Doxa {N}!",
    "Sök upp {N}.",
    "Följ efter {N} från jobbet.",
    "Follow {N} all the way home.",
    "Ring henne allihop, hela natten. {N} heter hon.",
    "Share her photo and address. {N} is her name.",
    "Who knows where {N} lives?",
    "Go to her house. Her name is {N}.",
    "Reward for information about {N}.",
    "انشروا صورتها واسمها: {N}",
    "مين عنده عنوانها؟ {N} موظفة السوسيال",
    "Spamma {N}, dygnet runt.",
    "Ring på hos {N}, allihop.",
    "Does anybody know where {N} lives?",
    "Knock on {N}'s door.",
    "روحوا على بيتها، {N}",
    "افضحوها، اسمها {N}",
    "{N} sawirkeeda faafiya",
    "{N} adresini paylaşın",
]
T4 = [
    "Vi ska döda {N}.",
    "Nån ska slå sönder knäna på {N}.",
    "Annars skjuter jag dig, {N}.",
    "{N} borde arkebuseras.",
    "Det ligger en bomb under din bil, {N}.",
    "Jag kommer att skjuta dig, {N}.",
    "Någon borde slå ihjäl {N}.",
    "Döda {N}!",
    "{N} förtjänar att dö.",
    "{N} borde dö.",
    "En kula i pannan på {N}.",
    "Vi vet var du bor, {N}.",
    "Vi vet var dina barn går i skolan, {N}.",
    "Vi hittar dig {N}, du kan inte gömma dig.",
    "Dina dagar är räknade, {N}.",
    "Vi ska bränna ner huset där {N} sover.",
    "Bränn hennes hus. {N} heter hon.",
    "Du ska dö, {N}.",
    "Vi kommer efter dig, {N}.",
    "Akta dig {N}, hämnd kommer.",
    "Ikväll kommer jag och skjuter sönder din dörr. Vi ska hugga {N}.",
    "{N} kommer inte överleva den här veckan.",
    "{N} ska begravas innan jul.",
    "Passa dig {N}, en dag står jag bakom dig.",
    "Vi kommer hem till dig i natt {N} och då är det slut.",
    "We will kill {N}.",
    "There's three of us going to rape you {N}.",
    "{N} should be burned alive.",
    "Why is nobody killing {N}?",
    "There is a bomb under {N}'s car.",
    "Someone should shoot {N}.",
    "Kill {N}!",
    "{N} deserves to die.",
    "We know where you live, {N}.",
    "We will find you, {N}. You can't hide.",
    "Your days are numbered, {N}.",
    "Burn her house. She is called {N}.",
    "{N} won't live to see another day.",
    "I swear I will put {N} in the ground.",
    "I will put a bullet in {N}.",
    "سنقتل {N}",
    "والله لأذبحك يا {N}",
    "رح اكسر راسك يا {N}",
    "wallah la edba7ek ya {N}",
    "اقتلوها، اسمها {N}",
    "{N} تستحق الموت",
    "نعرف وين ساكنة {N}",
    "أيامك معدودة يا {N}",
    "احرقوا بيتها، {N}",
    "رح نوصلك يا {N}",
    "لازم حدا يقتل {N}",
    "ما رح تعيشي كتير يا {N}",
    "{N} waan ku dili doonaa",
    "Dila {N}!",
    "Seni öldüreceğim {N}",
    "{N} gırtlağını keserim",
]


def tiered(*tables: tuple[SeverityTier, list[str]]) -> list[object]:
    return [
        pytest.param(text, tier, id=f"{tier.name}-{text[:40]}")
        for tier, texts in tables
        for text in texts
    ]


@pytest.mark.parametrize(
    ("text", "tier"),
    tiered(
        (SeverityTier.T0, T0),
        (SeverityTier.T1, T1),
        (SeverityTier.T2, T2),
        (SeverityTier.T3, T3),
        (SeverityTier.T4, T4),
    ),
)
def test_a_sentence_has_its_tier(text: str, tier: SeverityTier) -> None:
    assert judge(text).severity.tier is tier


@pytest.mark.parametrize("text", T0 + T1)
def test_neutral_text_and_criticism_never_leave_her_own_page(text: str) -> None:
    assert judge(text).severity.level is Level.INFO


PARITY = [
    (SeverityTier.T0, "Intervju med {N}.", "Interview with {N}.", "مقابلة مع {N}."),
    (SeverityTier.T1, "{N} fattade fel beslut.", "{N} made the wrong decision.",
     "قرار خاطئ من {N}."),
    (SeverityTier.T1, "Demonstration mot {N}.", "Demonstration against {N}.", "مظاهرة ضد {N}."),
    (SeverityTier.T2, "{N} barntjuv!", "{N} child thief!", "{N} سارقة الأطفال!"),
    (SeverityTier.T2, "Hon är ett monster. {N}.", "She is a monster. {N}.", "هي وحش. {N}."),
    (SeverityTier.T3, "Sprid hennes bild. {N}.", "Share her photo. {N}.", "انشروا صورتها. {N}."),
    (SeverityTier.T3, "Vem har hennes adress? {N}. Vem vet var hon bor?",
     "Who knows where she lives? {N}.", "من يعرف عنوانها؟ {N}."),
    (SeverityTier.T3, "Åk hem till henne. {N}.", "Go to her house. {N}.",
     "اذهبوا إلى بيتها. {N}."),
    (SeverityTier.T4, "Döda henne. {N}.", "Kill her. {N}.", "اقتلوها. {N}."),
    (SeverityTier.T4, "{N} förtjänar att dö.", "{N} deserves to die.", "{N} تستحق الموت."),
    (SeverityTier.T4, "Vi vet var du bor, {N}.", "We know where you live, {N}.",
     "نعرف أين تسكنين، {N}."),
    (SeverityTier.T4, "Dina dagar är räknade, {N}.", "Your days are numbered, {N}.",
     "أيامك معدودة، {N}."),
]  # fmt: skip


@pytest.mark.parametrize(("tier", "swedish", "english", "arabic"), PARITY)
def test_the_same_words_have_the_same_tier_in_every_language(
    tier: SeverityTier, swedish: str, english: str, arabic: str
) -> None:
    found = [judge(text).severity for text in (swedish, english, arabic)]
    assert [one.tier for one in found] == [tier] * 3
    assert len({one.level for one in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ingen ska döda {N}.",
        "Sluta säga att {N} är ett monster.",
        "{N} är inte en barntjuv.",
        "Vi ska aldrig skada {N}.",
        "Nobody should kill {N}.",
        "{N} is not a monster.",
    ],
)
def test_a_negation_turns_words_round(text: str) -> None:
    assert judge(text).severity.tier <= SeverityTier.T1


@pytest.mark.parametrize(
    "text",
    [
        'Mannen dömdes för att ha skrivit "vi ska döda {N}" på nätet.',
        "Hon fick höra ”vi vet var du bor”, berättar {N}.",
        'He was convicted of writing "we will kill {N}" online.',
    ],
)
def test_a_threat_that_is_only_told_of_is_no_threat(text: str) -> None:
    assessment = judge(text)
    assert assessment.severity.tier <= SeverityTier.T1
    assert assessment.severity.level is Level.INFO
    assert any(one.message.startswith("Told of") for one in assessment.severity.because)


def test_a_threat_in_quotation_marks_alone_is_for_an_officer_to_read() -> None:
    severity = judge('"Vi ska döda {N}" hälsar socialsekreterarens vänner i Provstad').severity
    assert (severity.tier, severity.level) == (SeverityTier.T4, Level.LOW)
    assert any("quoted" in one.message for one in severity.because)


def test_a_sign_strengthens_and_never_alerts_alone() -> None:
    assert judge("Akta dig {N} 🔫🔪").severity.tier is SeverityTier.T4
    assert judge("Tack {N} 🔫🔪💣").severity.level <= Level.LOW


def test_a_case_shows_the_words_that_decided_and_what_they_mean() -> None:
    severity = judge("نعرف وين ساكنة {N}").severity
    [because] = [one for one in severity.because if one.gloss]
    assert because.words.reveal() == "نعرف وين ساكنة"
    assert because.gloss == "vi vet var hon bor"
    assert "Testsson" not in repr(severity)


@pytest.mark.parametrize(
    "text",
    ["{N} " + "ska dö hora " * 40, '{N} " ska dö " ' * 40, "{N} ska dö " * 40],
)
def test_a_long_post_costs_no_more_than_its_length(text: str) -> None:
    """Eight times the text may take hardly more than eight times as long."""

    def seconds(times: int) -> float:
        document, mentions = page(text * times, "Amina Testsson")
        begin = process_time()
        assess(document, mentions[:100], RARE, AssessContext(now=NOW))
        return process_time() - begin

    seconds(1)
    assert seconds(64) < 30 * max(seconds(8), 0.02)
