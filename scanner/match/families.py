"""Spelling families: names that are one name, written in another way.

Kristina and Christina, Lindqvist and Lindkvist, Mohamed and Muhammad: a writer who has heard a name
chooses among its spellings. Kristina and Kristine are two names, and so are Peter and Petter.
"""

from collections import defaultdict
from functools import cache, lru_cache
from itertools import permutations
from typing import Final

from scanner.match.spelling import spelling
from scanner.text.fold import word_key

_LISTED: Final = """
abdelrahman abdulrahman abdirahman abdurahman abdurrahman abderrahman abdalrahman abdiraxmaan
abdelrahim abdulrahim abdirahim
abdelaziz abdulaziz abdiaziz abdulasis
abdelkader abdulkader abdelqader abdulqader abdulkadir abdikadir abdiqadir abdelkadir
abdelkarim abdulkarim abdikarim abdelkareem abdulkareem
abdelhamid abdulhamid abdelhameed abdulhameed
abdellatif abdullatif abdilatif abdulateef
abdallah abdullah abdalla abdulla abdellah
abdullahi abdillahi
adnan adnane
ahmed ahmad ahmet achmed axmed
ahmadi ahmedi
aicha aisha aysha ayesha aischa aishah eisha
asha caasha
ali aly cali
alaa ala alaaa
amin ameen
amina aminah ameena aamina amineh
emin emiin
emina emine
amir ameer
amira ameera amirah
anas anass enes
ayman aiman eymen
ayub ayoub ayyub ayyoub ayuub eyup
ayse ayshe aishe
asma asmaa esma asmae
bashar bachar
bashir basheer bachir beshir
bilal bilaal belal
dawood dawud daoud daud davud dawod
eman iman imaan imane eiman
esmail ismail ismael ismaeel ismaiil esmaeil ismayil
fadi fady
fahad fahd
faisal faysal feisal faysel faisel feysal
farah farax farrah
farid fareed ferid
farida fareeda feride
faruk farouk farooq faruq farouq
fatima fatimah fatemeh fatema fatimeh
fadumo faduma faadumo
fatma fatme fadma
gamal jamal djamal cemal dzemal jamaal
gamila jamila djamila cemile jameela
habib habeeb habiib
haidar haydar heydar hayder haider haidari
hadi haadi hady
hamid hameed hamiid
hassan hasan hassen hasen xasan hassaan
hasani hassani
hossein hussein hussain hossain husein husain hosein huseyin hussien houssein hoseyn xuseen hussin
hosseini husseini hussaini huseini hoseini houssaini
hisham hesham hicham
husam hossam hussam hosam
ibrahim ebrahim ibraheem brahim ibrahiim ibrahem
ibtisam ebtisam ibtissam
idris idriss idrees edris iidris
ilyas ilias iliyas
isa issa eissa essa eesa ciise iisa
ishaq ishak isxaaq eshaq
jaafar jafar jaffar jafer
jabir jaber djaber
jalal djalal celal jelal
jasim jassim jasem jassem
kamal kemal kamaal
karim kareem kerim kariim
khadija khadijah khadidja khadeeja khadiija khadije
khadra kadra
khaled khalid khaleed halid khalit
khalifa khalifah khalifeh
khalil khaleel halil khaliil
leila leyla layla laila leylah laylah lejla laylaa
mahdi mehdi mahdy mehti
maher mahir
mahmoud mahmud mahmood mehmud mahmod mahmut
majid majeed magid medjid
majed maged
mansour mansoor mansur mansoer
mariam maryam mariyam maryan meryem meriem miryam maryem marjam meryam
marwa marwah merwa
marwan merwan marouane maruan
mehmet mehmed
mohamed mohammed mohammad muhammad muhammed mohamad mohamud muhamed muhamad
mohamed mohammod maxamed muhammet
mohamed mahamed mohamoud mohammud mehemmed mohamet muhamet mahammad
mohamed maxamuud mahamud mohamuud muxumed
mohamedi mohammadi mohammedi muhammadi mohamadi
mohsen muhsin mohsin mohssen
muna mouna
mousa musa moussa moosa muuse mussa
mujahid mojahed mujahed
mustafa mostafa moustafa mustapha mustaf mustafe mostapha mustaffa
murad mourad murat morad
nabil nabeel nebil nabiil
nadia nadja nadiya nadiyah
najib nageeb nagib najeeb
naima naeema naimah
nasir nasser naser nassir naasir
nasrin nasreen nesrin nasrine
nour noor nur nuur
noura noora nura
omar umar omer cumar omaar
osama usama oussama ossama
othman osman usman uthman osmaan cusmaan cismaan ismaan ousmane
qasim kasim qassem kassem qasem qassim kasem ghasem kassim
ragab rajab recep rajeb
rahim raheem rahiim
rahma rahmah rehma
ramadan ramazan ramadhan ramzan
rashid rasheed rachid raschid rachide
rauf raouf raof
reza rida redha ridha riza rezza
sabah sabaah
said saeed saied saeid saiid saed siciid
sayed sayid syed seyed seyyed sayyid seyyid
saida saeeda sayeda
salah salaah salaheddin
saleh salih
salim saleem selim saliim
salma salmah
salman selman salmaan
samir sameer semir samiir
samira sameera samirah semira
shadi chadi shady schadi
sharif sherif shareef cherif serif shariif
shukri shukrie choukri
soheil suhail sohail soheyl suheil
sulaiman suleiman soleiman suleyman sulayman suleman suleymaan soliman sleiman solyman sleman
taha taaha
tahir taher tahar
tareq tarek tariq tarik tareck
wael wail
walid waleed valid oualid
yahya yehia yehya yahia yaxye jahja
yasin yassin yaseen yassine jasin yasiin yacin jassin
yasmin yasmine jasmin jasmine yasmeen yasemin
younes yunus younis yonis yunis junus younus yunes
yousef yusuf youssef joseph josef yousif yousuf yosef youssouf yusef jusuf yusif iosif
yousefi yousofi yusufi
zahra zahraa zohra zehra sahra
zainab zeinab zaynab saynab zeynep zaineb zeyneb zenab
zaid zayd zeid zeyd
zakaria zakariya zachariah zekeriya zakarya sakariye zakariye
ziad ziyad zeyad
anwar anouar anvar enver
azzedine ezzeddine izzeddin izzedin
bahaa baha
basma besma
bouchra bushra boushra
dina deena
fawzi fauzi fouzi fevzi
fawzia fauzia fowsia fowziya fowsiyo fawziyah
farhia farhiyo farxiya farxiyo
fouad fuad fuat fuaad
ghada ghadah
ghassan gassan
habiba habibah habibo xabiiba
hadil hadeel
halima haleema halimo xaliimo halime
hamdi xamdi hamdy
hanan hanane
hawa hawo xaawo hawwa havva
hayat hayaat
hiba heba hibah hebah
huda houda hoda huuda
ikram ikraam ekram
ikran ikraan
ilham elham ilhaam
imad emad
jawad javad djawad
jumana joumana
kawthar kawsar kowsar kauthar kowthar
lubna loubna
luqman lokman luqmaan loqman
manal manaal menal
malak malaak
maymun maymuun maimun
miloud milud
monir mounir munir muneer
mukhtar mokhtar muktar muqtar moukhtar
murtada mortada morteza murtaza mortaza murteza
muslim moslem muslem
najat nadjat nejat
najla nejla najlaa
najma nejma najmo
nawal nawaal nawel
nimo nimco
nizar nezar
nuha noha nouha
qadir kadir qader kader kadeer ghader
rabia rabea rabiah
rania raniya ranya
rawa rawaa
riad riyad riyadh riadh
ridwan redwan redouane ridvan
rima reema
ruqayya ruqia ruqiya roqaya rokaya rukiye rukia
sabah saba
sabri sabry
sado saado saacdo
safa safaa safae
safia safiya safiyya safiyo
sahar saher seher
shahid shaheed sahid
shaima shaimaa chaima sheyma
shirin shireen chirine sirin
siad siyad siyaad
siham seham sihem
suad souad suaad sucaad soad
sumaya sumayya soumaya somaya sumeya sumaiya
sundus sondos soundous
sawsan saousan sausan sevsen
tawfik taoufik tawfiq towfiq tevfik taufik tewfik
ubah cubah
wafa wafaa vefa ouafa
wasim waseem vasim wassim
widad wedad
yaqub yaghoub yaqoub yacoub yakub yakup jakub
yasir yaser yasser jasir
zaki zeki
abdi cabdi
elmi cilmi ilmi
guled guuleed gulaid guleid
dhagax dagah
hersi hirsi xirsi
ige cige
sadiya sacdiya saadiya sacdiyo sadiyo
warfa warfaa
warsame warsama warsameh
jama jamaa jaamac
hodan hoodan xoodan
ifrah ifraax
bagheri baqeri baghery
ghaderi qaderi ghadery qadiri
ghadimi qadimi
ghaemi qaemi
ghafari ghaffari qaffari qafari
ghaffar qaffar ghafar
ghahremani qahremani ghahramani qahramani
ghanbari qanbari ghambari
ghanei qanei
gharib qarib
ghasemi ghassemi ghasimi
ghodrati qodrati
gholami golami qolami
gholizadeh qolizadeh
ghorbani qorbani ghurbani qurbani
haghi haqi
haghighat haqiqat
haghighi haqiqi
haghparast haqparast
khaleghi khaleqi
mosadegh mosaddegh mosaddeq
naghavi naqavi naghawi naqvi
naghdi naqdi
naghi naqi
oghbaei oqbaei
sadegh sadeq sadiq sadek
sadeghi sadeqi sadighi sadiqi sadeghy
saghafi saqafi
taghavi taqavi taghawi
taghipour taqipour
taghizadeh taqizadeh
yaghoubi yaqubi yaqoubi yaghobi
aliyev aliev alijev
dmitri dmitry dmitrij dimitri dimitry dmitriy
sergei sergej sergey serguei
alexei aleksei alexej aleksej alexey aleksey
andrei andrej andrey
yuri juri yury jurij yuriy
nikolai nikolaj nikolay
mikhail michail mihail
elena jelena yelena
ekaterina jekaterina yekaterina
evgeni evgeny jevgenij yevgeny evgenij yevgeni jevgeni
olga olha
tatiana tatjana tatyana
julia yulia julija iulia
natalia natalja natalya natalija
petrovic petrovich petrovitch
jovanovic jovanovich yovanovic
hodzic hodzhic
annmarie annmari
eleonora eleonor
alan allan
britta brita
karin carin kaarin
sara sarah saara
hanna hannah
emma emmah
eva ewa
tina tiina
jonny johnny jonnie johnnie
tommy tommi
jenny jenni jennie
lilly lily lilli
noah noa
joel joell
gun gunn
djordje dordje dorde
djordjevic dordevic
djukic dukic
djuric duric
djurdjevic durdevic
djokic dokic
khan xan
khalil xelil
jiwan ciwan jwan
jihan cihan
rojin rozhin
nechirvan necirvan nechirwan
tsegay tsegaye tsegai
tsehay tsehaye tsehai
tesfay tesfaye tesfai
kahsay kahsaye kahsai
okbay ogbay okbai ogbai
fessehaye fisehaye fsehaye fesshaye
tewodros tewedros tedros teodros
yohannes yohanes
mehret mihret
berhane birhane
haile hayle
woldemichael weldemichael woldemikael weldemikael
gebremichael ghebremichael gebremikael ghebremikael
goitom goytom
araya araia
zeray zerai
girma ghirma
aleksandr oleksandr
mikhail mykhailo
sergei serhii serhij serhiy
andrei andrii andrij andriy
alexei oleksii oleksij oleksiy
dmitri dmytro
evgeni yevhen jevhen
ekaterina kateryna
tatiana tetiana tetjana tetyana
irina iryna
natalia nataliia
александр олександр
александра олександра
алексей олексій
анастасия анастасія
андрей андрій
анна ганна
василий василь
виктор віктор
виктория вікторія
владимир володимир
григорий григорій
дарья дария дарія
дмитрий дмитро
евгений євген євгеній
екатерина катерина
елена олена
иван іван
ирина ірина
лидия лідія
мария марія
михаил михайло
наталья наталия наталія наталя
николай микола
павел павло
пётр петро
сергей сергій
софья софия софія
татьяна тетяна
юлия юлія
юрий юрій
""".strip().splitlines()
"""A family in a line, or in lines of one first name: names of Arabic, Persian, Somali, Turkish,
Kurdish, Eritrean, Bosnian and Slavic origin as they are written in Sweden, Russian ones as they are
in Ukraine, and short Swedish ones that the rules below keep apart; by hand."""


@lru_cache(maxsize=16384)
def family(key: str) -> str:
    """What is equal for the spellings of a name, and for them only. `key`: folded, Latin letters.

    >>> family("christina") == family("kristina") != family("kristine")
    True
    """
    spelt = spelling(key)
    return _families().get(spelt, spelt)


@cache
def listed() -> tuple[tuple[str, str], ...]:
    """Every two spellings of a name that were listed, both ways round."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for word in " ".join(_LISTED).split():
        members[family(word_key(word))].add(word)
    return tuple(pair for some in members.values() for pair in permutations(sorted(some), 2))


@cache
def _families() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LISTED:
        first, *others = (spelling(word_key(word)) for word in line.split())
        label = found.setdefault(first, first)
        for other in others:
            found.setdefault(other, label)
    return found
