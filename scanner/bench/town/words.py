"""What the pages of an invented town are filled with, by language: roles, units, towns, trades."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scanner.bench.names.written import Language

SWEDISH, ENGLISH, ARABIC = Language.SWEDISH, Language.ENGLISH, Language.ARABIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing in every language."""

    sv: str
    en: str
    ar: str

    def of(self, language: Language) -> str:
        return {SWEDISH: self.sv, ENGLISH: self.en}.get(language, self.ar)


def _said(written: str) -> tuple[Said, ...]:
    lines = (line.split("|") for line in written.strip().splitlines())
    return tuple(Said(sv=sv.strip(), en=en.strip(), ar=ar.strip()) for sv, en, ar in lines)


ROLES: Final = _said("""
    socialsekreterare|social worker|موظفة السوسيال
    barnutredare|child investigator|محققة شؤون الأطفال
    familjehemssekreterare|foster care officer|مسؤولة العائلات الحاضنة
    familjerättssekreterare|family law officer|المشرفة الاجتماعية
    biståndshandläggare|assistance officer|مسؤولة المساعدات
    enhetschef|unit manager|مديرة الوحدة
    kurator|counsellor|الأخصائية الاجتماعية
    fältassistent|field worker|المرشدة الاجتماعية
    gruppledare|team leader|مديرة القسم
    handläggare|case officer|الموظفة
""")
UNITS: Final = _said("""
    Barn- och ungdomsenheten|the children and youth unit|وحدة الأطفال والشباب
    Mottagningsenheten|the intake unit|وحدة الاستقبال في السوسيال
    Ekonomiskt bistånd|income support|قسم المساعدة المالية
    Familjehemsenheten|the foster care unit|وحدة الأسر الحاضنة
    Vuxenenheten|the adult unit|وحدة البالغين
    Familjerätten|family law|قسم قانون الأسرة
    Socialjouren|the emergency duty team|مناوبة السوسيال
    Utredningsgruppen|the investigation group|مجموعة التحقيق
    Stöd och behandling|support and treatment|قسم الدعم والعلاج
    Ungdomsteamet|the youth team|فريق الشباب
""")
TOWNS: Final = _said("""
    Granhult|Granhult|غرانهولت
    Norrvalla|Norrvalla|نورفالا
    Ekestrand|Ekestrand|إيكستراند
    Lövhamra|Lövhamra|لوفهامرا
    Stenbacka|Stenbacka|ستينباكا
    Björknäs|Björknäs|بيوركنيس
    Sundsfors|Sundsfors|سوندسفورس
    Tallköping|Tallköping|تالشوبينغ
""")
"""Invented; caseworkers work there."""
FAR: Final = _said("""
    Göteborg|Gothenburg|غوتنبرغ
    Malmö|Malmö|مالمو
    Stockholm|Stockholm|ستوكهولم
    Uppsala|Uppsala|أوبسالا
    Örebro|Örebro|أوربرو
    Västerås|Västerås|فستيروس
    Norrköping|Norrköping|نورشوبينغ
    Helsingborg|Helsingborg|هلسنبوري
    Jönköping|Jönköping|يونشوبينغ
    Lund|Lund|لوند
    Umeå|Umeå|أوميو
    Kalmar|Kalmar|كالمار
    Borås|Borås|بوروس
    Falun|Falun|فالون
    Vetlanda|Leeds|بيروت
    Tranås|Oslo|بغداد
    Ystad|Toronto|القاهرة
    Skara|London|دمشق
    Kiruna|Helsinki|برلين
    Åkersvik|Åkersvik|أوكرسفيك
    Målarby|Målarby|مولاربي
    Hästhult|Hästhult|هيستهولت
""")
"""Where namesakes live; the last three are invented and on no list."""
TRADES: Final = _said("""
    frisör|hairdresser|حلاقة
    tandläkare|dentist|طبيبة أسنان
    elektriker|electrician|كهربائي
    undersköterska|nurse|ممرضة
    säljare|salesperson|بائعة
    fotograf|photographer|مصورة
    ekonom|accountant|محاسبة
    busschaufför|bus driver|سائقة حافلة
    kock|chef|طباخة
    florist|florist|بائعة زهور
    lärare|teacher|معلمة
    veterinär|vet|طبيبة بيطرية
    ingenjör|engineer|مهندسة
    massör|masseur|مدلكة
    bagare|baker|خبازة
    psykolog|psychologist|أخصائية نفسية
    trädgårdsmästare|gardener|بستانية
    översättare|translator|مترجمة
    djurskötare|zookeeper|حارسة حيوانات
    optiker|optician|بائعة نظارات
    sotare|chimney sweep|منظفة مداخن
    tatuerare|tattoo artist|فنانة وشم
""")
CLUBS: Final = ("IFK Åsen", "Vikens BK", "GIF Nord", "Lindö SK", "Älvsby IF", "Team Rapid")
FIRMS: Final = ("Nordplåt", "Grönviks Bygg", "Solsidan Redovisning", "Kaffekvarnen", "Datalotsen")
STREETS: Final = ("Björkstigen", "Ängsvägen", "Storgatan", "Kvarngatan", "Lillvägen")

BEFORE: Final[Mapping[Language, tuple[str, ...]]] = {
    SWEDISH: ("Hej allihop.", "Läs detta.", "Uppdatering:", "Fredag igen.", "Kort fråga."),
    ENGLISH: ("Hi all.", "Please read.", "Update:", "Friday again.", "Quick question."),
    ARABIC: ("السلام عليكم.", "اقرأوا هذا.", "تحديث:", "سؤال سريع."),
}
AFTER: Final[Mapping[Language, tuple[str, ...]]] = {
    SWEDISH: ("Tack på förhand.", "Det regnade hela dagen.", "Dela gärna.", "Vad tycker ni?",
              "Mer information kommer.", "Foto: privat."),
    ENGLISH: ("Thanks in advance.", "It rained all day.", "Please share.", "What do you think?",
              "More to follow.", "Photo: private."),
    ARABIC: ("شكراً لكم.", "كان الطقس بارداً.", "انشروا رجاء.", "ما رأيكم؟", "التفاصيل لاحقاً."),
}  # fmt: skip
"""Sentences that say nothing of anybody."""
