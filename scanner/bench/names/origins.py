"""Names by where they come from, to ask whether Amina is as safe as Anna.

The lists are common names, written down by hand; they name nobody. With Statistics Sweden's list of
surnames (`name,persons`) those that show their origin by their ending join them.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Final


class Origin(StrEnum):
    """Where a name is from; the person may be from anywhere."""

    SWEDISH = "swedish"
    ARABIC = "arabic"
    SOMALI = "somali"
    PERSIAN = "persian"
    TURKISH = "turkish"
    SLAVIC = "slavic"
    FINNISH = "finnish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A full name as it is enrolled, and as it is written at home where that is another script."""

    given: str
    surname: str
    origin: Origin
    woman: bool
    native: tuple[str, str] | None = None
    """Given name and surname in Arabic, Persian or Russian letters; None: not known by hand."""
    former: str = ""
    """A surname that she had before and enrolled; empty for most."""

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Names of one origin to draw from. A name that is known in its own script maps to that."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    native: Mapping[str, str]

    @property
    def given(self) -> tuple[str, ...]:
        return self.women + self.men


DOUBLED: Final = 0.12
"""Share of people with a double given name, and the same with a double surname."""
RENAMED: Final = 0.12
"""Share of people who enrolled a former surname."""

_LISTS: Final[dict[Origin, tuple[str, str, str]]] = {
    Origin.SWEDISH: (
        """
        Agnes Agneta Alice Alma Anna Annika Astrid Barbro Birgitta Britta Camilla Carina Cecilia
        Charlotta Ebba Elin Elisabeth Elsa Emma Erika Eva Frida Gunilla Gunnel Hanna Hedvig Helena
        Ida Inger Ingrid Jenny Johanna Josefin Karin Katarina Kerstin Klara Kristina Lena Linnéa
        Lisbeth Lovisa Maja Malin Margareta Maria Marianne Matilda Monika Pernilla Ragnhild Rebecka
        Sigrid Siv Sofia Solveig Susanne Therese Tyra Ulla Ulrika Viktoria Wilma Ylva Åsa
        """,
        """
        Albin Alf Anders Arvid Axel Bengt Björn Bo Christer Daniel David Emil Erik Filip Fredrik
        Gunnar Gustav Göran Hampus Hans Henrik Håkan Ingvar Jakob Jan Joakim Johan Jonas Jörgen
        Karl Kjell Lars Leif Lennart Linus Ludvig Magnus Markus Martin Mats Mikael Måns Niklas Nils
        Oskar Patrik Per Peter Ragnar Rickard Robert Roland Rolf Rune Sebastian Simon Sixten Stefan
        Sten Sven Sören Tobias Torbjörn Tord Ulf Urban Viktor Åke Örjan Östen
        """,
        """
        Abrahamsson Ahlström Alfredsson Almgren Andersson Arvidsson Axelsson Berg Bergdahl
        Bergkvist Bergström Björklund Blomberg Boström Brodin Carlberg Cederlund Dahlberg Danielsson
        Edström Ekdahl Ekman Eliasson Engström Erlandsson Fagerlund Forsberg Fransson Fredriksson
        Gabrielsson Granlund Grönvall Gustafsson Hallberg Hansson Hedlund Hellgren Hjelm Holmgren
        Håkansson Hägglund Högberg Isaksson Jakobsson Jansson Johansson Jönsson Karlsson Kjellberg
        Klingstedt Larsson Liljegren Lind Lindberg Lindkvist Lindström Ljungberg Lundgren Löfgren
        Magnusson Malmqvist Mattsson Mårtensson Möller Nilsson Norén Nordström Nyberg Nylander
        Olofsson Palmgren Persson Pettersson Rosengren Rudberg Rydén Samuelsson Sandström Sjöberg
        Sjögren Skoglund Stenmark Strandberg Sundqvist Svensson Söderlund Thorell Törnblom Vallgren
        Wahlström Wallin Westerberg Wiklund Zetterberg Åberg Åkerlund Åström Öberg Öhman Östlund
        """,
    ),
    Origin.ARABIC: (
        """
        Aisha=عائشة Amal=أمل Amina=أمينة Amira=أميرة Asma=أسماء Aya=آية Bushra=بشرى Dalal=دلال
        Dina=دينا Farah=فرح Fatima=فاطمة Ghada=غادة Hala=هالة Hanan=حنان Hiba=هبة Huda=هدى
        Iman=إيمان Jamila=جميلة Khadija=خديجة Khulud=خلود Layla=ليلى Lubna=لبنى Mariam=مريم
        Maysa=ميساء Mona=منى Nadia=نادية Najwa=نجوى Nour=نور Rana=رنا Rania=رانيا Rasha=رشا
        Rima=ريما Safaa=صفاء Sahar=سحر Salma=سلمى Samar=سمر Samira=سميرة Sawsan=سوسن Shaimaa=شيماء
        Suad=سعاد Wafaa=وفاء Yasmin=ياسمين Zainab=زينب Zahra=زهراء
        """,
        """
        Abdullah=عبدالله Adnan=عدنان Ahmed=أحمد Ali=علي Amjad=أمجد Anwar=أنور Bashar=بشار
        Bilal=بلال Faisal=فيصل Farid=فريد Ghassan=غسان Haidar=حيدر Hassan=حسن Hussein=حسين
        Ibrahim=إبراهيم Imad=عماد Ismail=إسماعيل Jamal=جمال Karim=كريم Khaled=خالد Mahmoud=محمود
        Majed=ماجد Mansour=منصور Marwan=مروان Mohamed=محمد Mustafa=مصطفى Nabil=نبيل Omar=عمر
        Osama=أسامة Qasim=قاسم Rashid=رشيد Saad=سعد Salim=سليم Sami=سامي Samir=سمير Tariq=طارق
        Walid=وليد Yahya=يحيى Yousef=يوسف Ziad=زياد
        """,
        """
        Abbas=عباس Abboud=عبود Abdallah=عبدالله Ahmad=أحمد Al-Ahmad=الأحمد Al-Amin=الأمين
        Al-Bayati=البياتي Al-Hassan=الحسن Al-Jabouri=الجبوري Al-Khatib=الخطيب Al-Masri=المصري
        Al-Najjar=النجار Al-Rashid=الرشيد Al-Saadi=السعدي Al-Shami=الشامي Al-Tamimi=التميمي
        Aziz=عزيز Barakat=بركات Bakri=بكري Daher=ضاهر Darwish=درويش Diab=دياب Fakhouri=فاخوري
        Farhan=فرحان Fares=فارس Ghanem=غانم Habib=حبيب Haddad=حداد Hamdan=حمدان Hamid=حميد
        Hijazi=حجازي Issa=عيسى Jaber=جابر Jarrar=جرار Kanaan=كنعان Kassem=قاسم Khalil=خليل
        Khoury=خوري Mahdi=مهدي Makhlouf=مخلوف Mansour=منصور Masoud=مسعود Matar=مطر Mokhtar=مختار
        Moussa=موسى Mroueh=مروة Naser=ناصر Nassar=نصار Odeh=عودة Othman=عثمان Qureshi=قريشي
        Ramadan=رمضان Saleh=صالح Saliba=صليبا Salman=سلمان Sayegh=صايغ Shaheen=شاهين
        Sharif=شريف Suleiman=سليمان Taha=طه Tawfik=توفيق Younes=يونس Zaki=زكي Zidan=زيدان
        """,
    ),
    Origin.SOMALI: (
        """
        Amran Asha Ayaan Bilan Caasha Deeqa Fadumo Farhiyo Filsan Fowsia Habiba Hafsa Halimo Hamdi
        Hibaq Hinda Hodan Hodo Idil Ifrah Ikran Ilhan Istahil Kaltun Khadra Ladan Leyla Maryan Muna
        Naima Nasra Nasteho Nimo Rahma Ramla Raxma Saado Safiya Sagal Sahra Shukri Sucdi Sumaya
        Ubah Warsan Xaawo Yasmiin Zamzam
        """,
        """
        Abdi Abdifatah Abdikadir Abdirahman Abdirashid Abdirizak Abdisalan Abshir Adan Axmed Ayanle
        Bashir Bile Cabdi Dahir Daud Faarax Farah Garad Guled Hassan Hirsi Ismaaciil Jama Khadar
        Liban Mahad Maxamed Mohamud Mukhtar Nuur Omar Osman Sakariye Said Samatar Sharmarke Siad
        Suleyman Warsame Yasin Yonis Yusuf Zakaria
        """,
        """
        Abdi Abdirahman Abdullahi Abdulle Abshir Adan Afrah Ainanshe Ali Arale Artan Awale Barre
        Bihi Bile Botan Bulhan Cabdi Dahir Diriye Dualeh Egal Elmi Farah Farole Gedi Geele Gulaid
        Guled Hashi Hersi Hussen Isse Jama Jimale Kahin Khayre Kulane Liban Madar Maxamuud Mire
        Mohamud Muse Nuur Obsiye Odowa Omar Osman Rage Roble Sabriye Salad Samatar Shirdon Shire
        Siyad Sugulle Tahlil Tarabi Ugas Waberi Warfa Warsame Weheliye Xasan Yalahow Yusuf
        """,
    ),
    Origin.PERSIAN: (
        """
        Afsaneh=افسانه Atefeh=عاطفه Azadeh=آزاده Azar=آذر Bahar=بهار Behnaz=بهناز Elaheh=الهه
        Elham=الهام Fariba=فریبا Farzaneh=فرزانه Fatemeh=فاطمه Fereshteh=فرشته Forough=فروغ
        Golnaz=گلناز Haleh=هاله Homa=هما Katayoun=کتایون Ladan=لادن Laleh=لاله Leila=لیلا
        Mahnaz=مهناز Mahsa=مهسا Maryam=مریم Mina=مینا Mitra=میترا Mojgan=مژگان Narges=نرگس
        Nasrin=نسرین Nazanin=نازنین Negar=نگار Niloufar=نیلوفر Parisa=پریسا Parvin=پروین Pegah=پگاه
        Roya=رویا Samaneh=سمانه Sepideh=سپیده Shahrzad=شهرزاد Shirin=شیرین Soheila=سهیلا Soraya=ثریا
        Taraneh=ترانه Yalda=یلدا Zahra=زهرا Zohreh=زهره
        """,
        """
        Alireza=علیرضا Amir=امیر Arash=آرش Ardalan=اردلان Babak=بابک Bahram=بهرام Behrouz=بهروز
        Behzad=بهزاد Bijan=بیژن Dariush=داریوش Ebrahim=ابراهیم Ehsan=احسان Esmail=اسماعیل
        Farhad=فرهاد Farid=فرید Farshad=فرشاد Hamid=حمید Hassan=حسن Hossein=حسین Iraj=ایرج
        Jamshid=جمشید Javad=جواد Kamran=کامران Kaveh=کاوه Kianoush=کیانوش Mahmoud=محمود Majid=مجید
        Masoud=مسعود Mehdi=مهدی Mehran=مهران Mohammad=محمد Mohsen=محسن Morteza=مرتضی Nader=نادر
        Omid=امید Parviz=پرویز Payam=پیام Ramin=رامین Reza=رضا Saeed=سعید Siamak=سیامک
        Shahram=شهرام Vahid=وحید Yashar=یاشار
        """,
        """
        Abbasi=عباسی Afshar=افشار Ahmadi=احمدی Akbari=اکبری Alavi=علوی Amini=امینی Amiri=امیری
        Asadi=اسدی Azizi=عزیزی Bagheri=باقری Bahrami=بهرامی Daneshvar=دانشور Ebrahimi=ابراهیمی
        Eftekhari=افتخاری Emami=امامی Eskandari=اسکندری Esmaili=اسماعیلی Farahani=فراهانی
        Fathi=فتحی Ghaderi=قادری Ghanbari=قنبری Ghasemi=قاسمی Habibi=حبیبی Haghighi=حقیقی
        Hashemi=هاشمی Hatami=حاتمی Heidari=حیدری Hosseini=حسینی Jafari=جعفری Jahangiri=جهانگیری
        Javadi=جوادی Kamali=کمالی Karimi=کریمی Kazemi=کاظمی Khalili=خلیلی Kiani=کیانی
        Mahdavi=مهدوی Maleki=ملکی Mirzaei=میرزایی Moghaddam=مقدم Mohammadi=محمدی Moradi=مرادی
        Mousavi=موسوی Naderi=نادری Najafi=نجفی Nazari=نظری Norouzi=نوروزی Pahlavan=پهلوان
        Rahimi=رحیمی Rahmani=رحمانی Rajabi=رجبی Ranjbar=رنجبر Rezaei=رضایی Rostami=رستمی
        Sadeghi=صادقی Salehi=صالحی Samadi=صمدی Shahbazi=شهبازی Sharifi=شریفی Shirazi=شیرازی
        Soltani=سلطانی Taheri=طاهری Tavakoli=توکلی Yazdani=یزدانی Yousefi=یوسفی Zamani=زمانی
        Zand=زند Zarei=زارعی
        """,
    ),
    Origin.TURKISH: (
        """
        Aslı Aylin Ayşe Ayten Belgin Berna Burcu Canan Cemile Ceren Deniz Derya Ebru Elif Emel
        Emine Esra Fatma Figen Filiz Gamze Gönül Gül Gülay Gülşen Hacer Hatice Havva Hülya İpek
        Leyla Makbule Melek Melike Meryem Meral Nermin Nesrin Neşe Nurcan Nuray Özlem Pelin Pınar
        Rukiye Selin Selma Sevgi Sevim Sibel Songül Şengül Tuğba Yasemin Yıldız Zehra Zeynep
        """,
        """
        Adem Ahmet Arda Aydın Barış Bayram Bekir Burak Bülent Can Cem Cemal Cengiz Çetin Emre Enes
        Engin Ercan Erdal Erkan Fatih Ferhat Furkan Gökhan Hakan Halil Hasan Hüseyin İbrahim İsmail
        Kadir Kaan Kemal Koray Levent Mahmut Mehmet Mesut Metin Murat Mustafa Okan Orhan Osman Ömer
        Özgür Recep Sedat Selim Serkan Sinan Süleyman Şükrü Tamer Taner Tolga Turgut Uğur Umut
        Ümit Volkan Yavuz Yılmaz Yusuf
        """,
        """
        Acar Akbulut Akın Aksoy Aktaş Alkan Altın Arslan Aslan Ateş Avcı Aydın Aydoğan Balcı Bayrak
        Bilgin Bozkurt Bulut Can Ceylan Çakır Çelik Çetin Çiftçi Coşkun Dağ Demir Demirci Demirel
        Doğan Durmaz Duman Ekinci Erdem Erdoğan Eren Ergin Ersoy Güler Gündüz Güneş Güngör Işık
        Kahraman Kaplan Kara Karaca Karakaya Karataş Kaya Keskin Kılıç Koç Korkmaz Köse Kurt
        Kuş Oğuz Özbek Özcan Özdemir Özer Özkan Öztürk Polat Sarı Şahin Şen Şimşek Soylu Taş Tekin
        Tosun Tunç Türkmen Uçar Ünal Uzun Yalçın Yavuz Yıldırım Yıldız Yılmaz Yüksel Zengin
        """,
    ),
    Origin.SLAVIC: (
        """
        Aleksandra=Александра Alina=Алина Anastasia=Анастасия Biljana=Биляна Bojana=Бояна
        Darina=Дарина Daria=Дарья Dragana=Драгана Ekaterina=Екатерина Elena=Елена Galina=Галина
        Irina=Ирина Jelena=Елена Jovana=Йована Katarzyna=Катажина Kseniya=Ксения Larisa=Лариса
        Ljubica=Любица Ludmila=Людмила Magdalena=Магдалена Malgorzata=Малгожата Marija=Мария
        Marina=Марина Milena=Милена Mirjana=Мирьяна Nadezhda=Надежда Natalia=Наталья Oksana=Оксана
        Olga=Ольга Polina=Полина Radmila=Радмила Sanja=Саня Slavica=Славица Snezana=Снежана
        Svetlana=Светлана Tamara=Тамара Tatiana=Татьяна Valentina=Валентина Vesna=Весна
        Yulia=Юлия Zorica=Зорица
        """,
        """
        Aleksandar=Александар Aleksei=Алексей Andrei=Андрей Anton=Антон Bogdan=Богдан Boris=Борис
        Borislav=Борислав Bojan=Боян Damir=Дамир Darko=Дарко Denis=Денис Dimitar=Димитр
        Dmitri=Дмитрий Dragan=Драган Dusan=Душан Evgeny=Евгений Goran=Горан Grzegorz=Гжегож
        Igor=Игорь Ilya=Илья Ivan=Иван Jovan=Йован Konstantin=Константин Maksim=Максим
        Milan=Милан Milos=Милош Miroslav=Мирослав Nenad=Ненад Nikolai=Николай Oleg=Олег
        Pavel=Павел Predrag=Предраг Roman=Роман Sergei=Сергей Slobodan=Слободан Stanislav=Станислав
        Vadim=Вадим Vasily=Василий Viktor=Виктор Vladimir=Владимир Yuri=Юрий Zoran=Зоран
        """,
        """
        Antonov=Антонов Bogdanov=Богданов Bondarenko=Бондаренко Borisov=Борисов Boyko=Бойко
        Danilov=Данилов Dimitrov=Димитров Djordjevic=Джорджевич Egorov=Егоров Fedorov=Фёдоров
        Filipov=Филипов Georgiev=Георгиев Gerasimov=Герасимов Grigorenko=Григоренко Horvat=Хорват
        Ilic=Илич Ivanovic=Иванович Jankovic=Янкович Jovanovic=Йованович Karpenko=Карпенко
        Kovac=Ковач Kovacevic=Ковачевич Kovalenko=Коваленко Kowalczyk=Ковальчик Kravchenko=Кравченко
        Kuznetsov=Кузнецов Lazarov=Лазаров Lisenko=Лисенко Makarov=Макаров Markovic=Маркович
        Martynenko=Мартыненко Melnik=Мельник Mihajlovic=Михайлович Milic=Милич Milosevic=Милошевич
        Mitrovic=Митрович Morozenko=Морозенко Nikolic=Николич Novak=Новак Novikov=Новиков
        Nowak=Новак Pavlenko=Павленко Pavlovic=Павлович Pavlov=Павлов Petkovic=Петкович
        Petrenko=Петренко Petrov=Петров Petrovic=Петрович Popov=Попов Popovic=Попович
        Radic=Радич Romanenko=Романенко Savic=Савич Shevchuk=Шевчук Sokolov=Соколов
        Stankovic=Станкович Stojanovic=Стоянович Tarasenko=Тарасенко Todorov=Тодоров
        Todorovic=Тодорович Tomic=Томич Vasilenko=Василенко Vasic=Васич Volkov=Волков
        Vukovic=Вукович Wójcik=Вуйцик Zaitsev=Зайцев Zivkovic=Живкович
        """,
    ),
    Origin.FINNISH: (
        """
        Aino Anneli Annukka Eeva Eija Elina Eveliina Hannele Heidi Heli Helmi Hilkka Iida Inkeri
        Irmeli Jaana Johanna Kaarina Kaisa Katja Katriina Kirsi Kyllikki Leena Liisa Maarit Maija
        Marja Marjatta Marketta Mervi Minna Mirja Niina Oona Outi Pirjo Pirkko Päivi Raija Riikka
        Riitta Ritva Saara Sanna Satu Seija Sinikka Sirpa Taina Tarja Tuija Tuula Tuulikki Ulla
        Virpi
        """,
        """
        Aarne Aatu Ahti Antero Antti Ari Arto Eero Eetu Eino Erkki Esa Hannu Harri Heikki Henri
        Ilkka Ismo Jaakko Jari Jarkko Jarmo Joonas Jorma Jouni Juha Juhani Jukka Jussi Jyrki Kaarlo
        Kalle Kalevi Kari Keijo Kimmo Lauri Markku Marko Matti Mika Mikko Niilo Olli Onni Osmo
        Paavo Pasi Pekka Pentti Pertti Petri Raimo Reijo Risto Sakari Seppo Tapani Tapio Teemu
        Teppo Tero Timo Toivo Tuomas Tuomo Urho Vesa Väinö Ville Yrjö
        """,
        """
        Aalto Aaltonen Ahonen Anttila Eskola Haapala Hakala Halonen Harju Heikkilä Heikkinen
        Heinonen Heiskanen Hietala Hiltunen Hirvonen Honkanen Huttunen Hyvönen Hämäläinen Jokela
        Jokinen Järvinen Kallio Karjalainen Karppinen Kauppinen Kemppainen Keränen Kettunen Kinnunen
        Kivelä Koivisto Kokkonen Korhonen Korpela Koskela Koskinen Kurki Laaksonen Lahtinen Laine
        Laitinen Lampinen Lappalainen Lehtinen Lehto Lehtonen Leinonen Leppänen Lindroos Manninen
        Mattila Miettinen Moilanen Mustonen Mäkelä Mäkinen Mäntylä Nevalainen Nieminen Niskanen
        Nurmi Ojala Oksanen Palonen Partanen Pelkonen Peltola Peltonen Pitkänen Pulkkinen Puranen
        Rantanen Räsänen Saarinen Salmela Salminen Salonen Savolainen Seppälä Sirkiä Suominen
        Tervonen Tiainen Toivonen Turunen Tuominen Uusitalo Vainio Vartiainen Virtanen Väisänen
        """,
    ),
}

_ENDINGS: Final = {
    Origin.SWEDISH: (
        "berg",
        "blad",
        "blom",
        "borg",
        "dahl",
        "gren",
        "holm",
        "kvist",
        "lund",
        "mark",
        "qvist",
        "sson",
        "stedt",
        "ström",
        "vall",
    ),
    Origin.ARABIC: ("allah", "eddine"),
    Origin.PERSIAN: ("pour", "zadeh", "nejad", "doust", "khani"),
    Origin.TURKISH: ("oglu", "türk", "kaya", "demir"),
    Origin.SLAVIC: ("evic", "ovic", "enko", "chuk", "owska", "owski", "ovski", "ieva"),
    Origin.FINNISH: ("ainen", "oinen", "uinen", "onen", "inen", "anen", "unen"),
}
"""By which a surname shows where it is from, hardly ever wrongly."""
_LEAST_BEARERS: Final = 100
"""Of a surname that joins: it is a public fact of many, not a family."""


@cache
def stocks(surnames: Path | None = None) -> Mapping[Origin, Stock]:
    """What there is to draw from; with Statistics Sweden's surnames where their file is."""
    counted = _counted(surnames) if surnames else ()
    return {origin: _stock(origin, counted) for origin in Origin}


def draw(stock: Stock, origin: Origin, chance: Random) -> Name:
    """One full name; every eighth or so has two given names, and the same with surnames."""
    woman = chance.random() < 0.5
    given = _double(stock.women if woman else stock.men, "-", chance)
    surname = _double(stock.surnames, chance.choice("- "), chance)
    native = _native(stock, given), _native(stock, surname)
    return Name(
        given=given,
        surname=surname,
        origin=origin,
        woman=woman,
        native=native if all(native) else None,
        former=chance.choice(stock.surnames) if chance.random() < RENAMED else "",
    )


def _double(names: tuple[str, ...], joint: str, chance: Random) -> str:
    if chance.random() >= DOUBLED:
        return chance.choice(names)
    return joint.join(chance.sample(names, 2))


def _native(stock: Stock, name: str) -> str:
    halves = [stock.native.get(half, "") for half in name.split()]
    return " ".join(halves) if all(halves) else ""


def _stock(origin: Origin, counted: Iterable[str]) -> Stock:
    written = [listed.split() for listed in _LISTS[origin]]
    women, men, surnames = (tuple(each.partition("=")[0] for each in one) for one in written)
    more = (name for name in counted if name.lower().endswith(_ENDINGS.get(origin, ("\0",))))
    return Stock(
        women=women,
        men=men,
        surnames=tuple(dict.fromkeys((*surnames, *more))),
        native=dict(each.split("=") for one in written for each in one if "=" in each),
    )


def _counted(surnames: Path) -> tuple[str, ...]:
    with surnames.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(row["name"] for row in rows if int(row["persons"]) >= _LEAST_BEARERS)
