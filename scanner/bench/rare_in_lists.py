"""Names of people in Sweden that public lists of names hold few of; by hand, common ones only.

Somali names serve as given names and surnames alike, since a father's name follows one's own.
"""

from typing import Final

_SOMALI: Final = """
abdi abdifatah abdifitah abdihakim abdikadir abdikarim abdilahi abdillahi abdimalik abdinasir
abdinur abdiqani abdirahim abdirahin abdirahman abdirashid abdirisak abdirizak abdisalam abdisalan
abdishakur abdiwahab abdiweli abdo abdulahi abdullahi abdulle abshir abukar adan adar aden afrah
ahmedey ahmednur aini aisha ali amaal amal amino amran anab anisa arab asad asha asho asli asma
awale awes awil axmed ayaan ayan aydid ayni baarlin bare barre bashe bashir bile bilan biixi bishar
burale burhan caasha caydid dahabo dahir daud dayib deeq deeqa deqa deqo dhahir dhuuh dini dirie
diriye dualeh duale duniya ebyan edna egal egeh elmi faadumo fadumo fadxiya faisa faiso falis farah
farax fardowsa farduus farhan farhia farhiya fartun farxiya fathia fathi fatuma faysal feysal filsan
fosiya fowsia fowziya gaas gedi geedi geele gele geesey guled guleed guleid haashi habibo hadiyo
hafsa haji halane halima halimo hamda hamdi hamse hanad hani haredo hashi hassan haweya hawa hawo
hayat hersi hibaq hibo hidaya hilowle hinda hirsi hodan hodo hoodo hussen ibado idil idiris idle
ifrah igal ikraan ikran ilhan ilwad ilyas iman ina isaaq isak ise ismahan isman isse issa istahil
iyman jama jamac jamilo jawahir jibril jimale kaafi kadar kadra kaha kahin kaltun kaltum karshe
keynan khadar khadija khadijo khadra khalif khadro kinsi ladan laila layla leyla liban libaan libin
liiban luul lul maday mahad mahamed mahamoud mahamud mahdi malyun mana maryan maryama maxamed
maxamuud mire mireh moalim mohamoud mohamud muhidin muhubo mukhtar mulki mumin mumina muna munira
muno muqtar muse muse musse muuse nadifo naima najma najmo nasra nasro nasteexo nasteho nawal nimo
nimco nuriya nuur nur obsiye olad omar osman qadan qadar qali qamar raage rage rahma rahmo raho
ramla ridwan robleh roble rooble ruqia ruqiya ruweyda saadia saado sabrin sacdiya sadia safia safiya
sagal sahal sahra said saida saido salad salado salah salma samatar samira samsam saynab sareedo
shafi shamsa shamso sharmake sharmarke shire shirwa shugri shukri siciid siham siyad suad suban
subeyr sucdi sudi sugulle suldan sulekha suleqa timiro tusmo ubah ugas uweys wardere warda warfa
warsame wehelie weheliye xaawo xalimo xasan xirsi xuseen yaasiin yahye yasin yonis yurub yusuf
yusra yuusuf zahra zamzam zeinab zuhur
"""

_SURNAMES: Final = """
abazi abazovic abdic ademi ademovic agic agovic ahmetaj ahmeti ahmetovic ahmetspahic aliu aljic
alibegovic alic alihodzic aliti arifi arifovic asani asllani avdic avdija avdiu avdovic babic
bajramaj bajrami bajramovic bajric balic banjac basic becirovic begic begovic behrami berisha
bilalovic bislimi blagojevic bogdanovic boskovic bozic bucan bunjaku cehajic cehic cerimagic
colakovic cosic cvetkovic cvijanovic dautovic dedic delic delalic demiri demirovic djordjevic
dizdarevic djuric dragic dukic durakovic duric durmisi dzafic elezi elezovic emini fazlic fazliu
fejzic fetahu gajic gashi gavric gjoka grgic grubisic hadzic hadzovic hajdarevic hajdari hajrizi
halili halilovic halimi hamidovic handzic hasanbegovic hasani hasanovic hodza hodzic horvat hoti
hoxha hrustic huric husejnovic huseinovic huskic husic hyseni ibisevic ibrahimi ibrahimovic ibraimi
ibric idrizi ilic imamovic imeri islami ismaili isufi ivanovic ivkovic jahic jahiri jakupi jakupovic
janjic jankovic jasarevic jashari jelic jevtic josipovic jovanovic jovic jukic jurisic jusic jusufi
jusufovic kadic kadric kadriu kahrimanovic karic kastrati kelmendi knezevic kolic kovac kovacevic
kovacic krasniqi krstic krasnici kucevic kukic kurtic kurti kurtovic latifi latifovic lazarevic
lazic limani lukic lulic mahmutovic maksimovic maloku malkic marinkovic maric markovic marjanovic
matic mehic mehmedi mehmedovic mehmeti memic memeti mesic milanovic milenkovic milic milinkovic
miljkovic milosevic milovanovic mitic mitrovic morina mrkonjic muharemovic muhic mujagic mujanovic
mujcic mujezinovic mujic mujkanovic mujkic muminovic music mustafi mustafic muratovic murati murtic
mustedanagic nedic nezirevic nezirovic nikolic novakovic nuhanovic nuhiu nukic nurkic obradovic
okanovic omanovic omerovic omeragic osmani osmanovic osmancevic pajic pajazitovic pasalic pasic
pavic pavlovic pejic pekic peric perisic petkovic petrovic popovic prelic puric racic radic
radovanovic radulovic rahimic ramadani ramani ramic ramovic rasic redzic redzepi rexhepi ristic
ruznic sabani sabanovic sadiku sadikovic sakic salihovic salihu salkic salihi saric savic sehic
sejdic sejdiu selimi selimovic selmani seferovic shabani shala shehu simic sinanovic skoric skrijelj
smailovic smajic smajlovic softic spahic spahiu stankovic stanisic stevanovic stojanovic stojkovic
subasic suljanovic suljevic suljic sulejmani sulejmanovic sijaric tadic tahirovic tahiri tasic
thaqi todorovic tomic topalovic trifunovic tursunovic vasic vejseli veliu veljkovic veseli vidovic
vukovic vujic xhemaili zahirovic zecevic zejnullahu zekic zekiri ziberi zivkovic zukanovic zukic
zulic abdulahad abdulmasih aydin adamian ahmadzadeh akbari akhlaghi akrami alavi alemi alikhani
alipour alizada alizade alizadeh aminzadeh amiri ansari asadi asgari ashouri azimi azizi babaei
bagheri bahrami barzegar danesh darvish davari dehghan ebrahimi ebrahimpour emami esfahani esmaili
faraji farhadi farokhi fazeli ghaderi ghafari ghasemi gholami ghorbani habibi haddad hadadi haghighi
haidari hakimi hamidi hamzeh hashemi hassani hassanzadeh heidari heydari hosseini hosseinzadeh
husseini husseinzadeh ibrahimi ismaili izadi jafari jalali jamali jamshidi javadi kamali karami
kargar karimi kazemi kermani khademi khalili khavari khosravi kiani madani mahdavi mahmoodi mahmoudi
malekzadeh maleki mansouri mirzaei mirzaie mohammadi mohammadzadeh mokhtari moradi mosavi mousavi
mozaffari muradi nabavi naderi nazari nikzad noori nouri pourmand qaderi rahimi rahmani rajabi
ramezani rashidi rasouli rezaei rezai rezaie rostami saberi sadeghi sadiqi safari salehi salimi
samadi sarwari shafiei shahbazi sharifi shirazi sohrabi soltani sultani taheri tajik tavakoli
yaghoubi yari yazdani yousefi zamani zandi zare zarei ashour bahnam barsoum bitar boulos chamoun
gabro gawriye georgis gorgis hanna haddad iskandar isho khoury malke odisho oraha rizk saliba
shamoun shaba toma warda yacoub yalda yokhana younan
"""


GIVEN: Final = frozenset(_SOMALI.split())
SURNAMES: Final = GIVEN | frozenset(_SURNAMES.split())
"""Somali; Bosnian, Serbian, Croatian and Albanian; Persian and Afghan; Assyrian and Syrian."""
