"""Sentences that names are put into, all invented: `{name}` is hers, `{other}` a bystander's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scanner.bench.names.written import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence with a place for a name, and perhaps for others."""

    before: str
    """All that stands before the name; may hold `{other}`."""
    behind: str
    """All that stands behind it; the same."""
    language: Language
    grammar: str = ""
    """The case that Russian asks for; empty: the first form."""


_SENTENCES: Final[Mapping[Language, str]] = {
    Language.SWEDISH: """
        {name} är handläggare i Provstad.
        {name}
        Enligt beslutet var det {name} som skrev under.
        Jag ringde {name} tre gånger i förra veckan och fick inget svar.
        Det stod {name} på brevet från socialtjänsten.
        Mötet leddes av {name} tillsammans med {other}.
        {other} frågade {name} om det stämde.
        Närvarande: {other}, {name}, {other}.
        När jag kom dit satt {name} redan i rummet och skrev.
        Kontakta {name}, socialkontoret, Provstad, om ni har frågor.
        Hon heter {name} och jobbar på enheten för barn och unga.
        ”Vi kan inte svara på det”, säger {name} till tidningen.
        Tack till {name} som hjälpte oss hela vägen!
        Varför får {name} hålla på så här år efter år???
        Utredningen gjordes först av {other} och sedan av {name}.
        Alla i Provstad vet vem {name} är.
        Handläggare: {name} | Datum: 12 mars | Beslut: avslag
        Igår såg vi {name} på torget. Hon hälsade inte.
        Samtalet spelades in. {name} nekade till det senare.
        Jag tror att {name} bara gör sitt jobb, sa {other}.
        Bilden visar {name} utanför tingsrätten.
        Det var inte {other} utan {name} som tog beslutet.
        Ärendet gick från {other} till {name} i maj.
        I tråden nämns {name} av någon som kallar sig sommarvind.
        Den 3 april klockan 10 ska vi träffa {name} på kontoret.
        Läs mer om {name} här nedanför och dela gärna.
    """,
    Language.ENGLISH: """
        {name} works for social services in Provstad.
        The letter was signed by {name} last Monday.
        We asked {name} for a comment, but nobody answered.
        {other} and two colleagues met {name} at the office.
        Do not trust what {name} told the court.
        According to {name}, the file was closed in May.
        In the photo: {other} (left), {name} (right).
        Everyone here knows {name} by now.
        The decision by {name} was overturned on appeal.
        Has anybody else dealt with {name}? Please write to me.
        It was {name} who came to the school that day.
        Thanks to {name} and the whole team!
    """,
    Language.TURKISH: """
        Provstad belediyesinde {name} çalışıyor.
        Mektubu {name} imzalamış diyorlar.
        Geçen hafta {name} ile konuştuk ama cevap yok.
        Bu kararı {name} vermiş, herkes biliyor.
        Dün {name} bizi aradı ve toplantıyı iptal etti.
    """,
    Language.FINNISH: """
        Päätöksen teki {name} viime viikolla.
        Kirjeessä luki {name} ja päivämäärä.
        Soitin eilen ja kysyin, missä {name} on.
        Kaikki täällä tuntevat henkilön {name}.
        Tapaamisessa oli mukana {name}, mutta ei muita.
    """,
    Language.RUSSIAN: """
        {name} работает в социальной службе.
        Письмо подписала сама {name}.
        Вчера {name} снова не ответила на звонок.
        На встрече были {other} и {name}.
        Все здесь знают, кто такая {name}.
        По словам соседей, {name} приходила два раза.
        Решение приняла {name}, а не {other}.
        Нам сказали, что дело ведёт {name}.
        В протоколе указано: {name}, отдел помощи семьям.
        Почему {name} до сих пор там работает?
        gen: Мы ждали {name} целый час.
        gen: У {name} не было времени на разговор.
        gen: По решению {name} выплаты прекратили.
        gen: Письмо от {name} пришло только в мае.
        dat: Я звонил {name} три раза.
        dat: Передайте {name}, что мы не согласны.
        dat: Жалобу отправили {name} ещё весной.
        ins: Мы говорили с {name} в понедельник.
        ins: Отчёт подписан {name} и печатью.
        ins: Соседи недовольны {name} уже давно.
        loc: Что вы знаете о {name}?
        loc: В газете писали о {name} и её работе.
        loc: На {name} лежит вся ответственность.
    """,
    Language.ARABIC: """
        تعمل {name} في دائرة الخدمات الاجتماعية.
        وقعت الرسالة الموظفة {name} يوم الاثنين.
        اتصلنا أمس بمكتب {name} ولم يجب أحد.
        حضر الاجتماع {other} و معه {name}.
        قالت {name} إن الملف مغلق منذ أيار.
        الجميع هنا يعرف {name} جيدا.
        كتب أحدهم عن {name} في المنتدى.
        سأل {other} المديرة {name} عن القرار.
        هذه صورة {name} أمام المحكمة.
        شكرا للسيدة {name} على المساعدة.
        لماذا لا تزال {name} في عملها حتى الآن؟
        القرار اتخذته {name} وليس {other}.
    """,
    Language.PERSIAN: """
        خانم {name} در اداره خدمات اجتماعی کار می‌کند.
        نامه را {name} امضا کرده است.
        دیروز با {name} تماس گرفتیم ولی کسی جواب نداد.
        در جلسه {other} و {name} حضور داشتند.
        همه اینجا {name} را می‌شناسند.
        به گفته {name} پرونده بسته شده است.
        این تصمیم را {name} گرفت، نه {other}.
        چرا {name} هنوز آنجا کار می‌کند؟
        عکس {name} را در گروه گذاشتند.
        از {name} برای کمکش سپاسگزاریم.
    """,
    Language.HEBREW: """
        אתמול {name} חתמה על המכתב.
        שאלנו את {name} אבל לא קיבלנו תשובה.
        כולם כאן מכירים את {name} היטב.
        לפי הדוח {name} עובדת במשרד הרווחה.
        בתמונה רואים את {name} ליד הבניין.
    """,
    Language.GREEK: """
        Η απόφαση υπογράφηκε, λέει {name} στην εφημερίδα.
        Χθες {name} δεν απάντησε στο τηλέφωνο.
        Στο γράμμα έγραφε {name} και την ημερομηνία.
        Όλοι εδώ ξέρουν ποια είναι {name} και τι κάνει.
        Μιλήσαμε με {name} την περασμένη εβδομάδα.
    """,
}


def _frame(language: Language, sentence: str) -> Frame:
    grammar, found, rest = sentence.partition(": ")
    cased = bool(found) and grammar in ("gen", "dat", "ins", "loc")
    before, _, behind = (rest if cased else sentence).partition("{name}")
    return Frame(before=before, behind=behind, language=language, grammar=grammar if cased else "")


FRAMES: Final = tuple(
    _frame(language, sentence.strip())
    for language, sentences in _SENTENCES.items()
    for sentence in sentences.strip().splitlines()
)


def fitting(language: Language, grammar: str) -> tuple[Frame, ...]:
    """The sentences of a language that ask for a case of the name."""
    return tuple(
        frame for frame in FRAMES if (frame.language, frame.grammar) == (language, grammar)
    )
