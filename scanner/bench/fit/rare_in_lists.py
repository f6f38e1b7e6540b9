"""Names of people in Sweden that public lists of names hold few of; by hand, common ones only.

Somali names serve as given names and surnames alike, since a father's name follows one's own.
"""

from typing import Final

_SOMALI: Final = """
abdi abdifatah abdifitah abdihakim abdikadir abdikarim abdilahi abdillahi abdimalik abdinasir
abdinur abdiqani abdirahim abdirahin abdirahman abdirashid abdirisak abdirizak abdisalam abdisalan
abdishakur abdiwahab abdiweli abdo abdulahi abdullahi abdulle abshir abukar adan adar aden afrah
ahmedey ahmednur aided aidid ainanshe aini aisha ali amaal amal amino amran anab anisa arab arale
asad asha ashkir asho asli asma awale awees awes aweys awil axmed ayaan ayan aydid ayni baarlin
bare barre bashe bashir bihi biixi bilan bile bishaaro bishar botan budul bulhan bullo burale
burhan caasha cabdi cabdullahi cabdulle cawil caydid cibaado cige ciise cilmi cumar cusmaan dahabo
dahir daud dayib deeq deeqa deqa deqo deqsi dhagax dhahir dhaqane dhudi dhuuh diini diiriye dini
dirie diriye duale dualeh dubad duniya ebyan edna egal egeh elmi faadumo faarax fadumina fadumo
fadxiya faisa faiso falis farah farax fardowsa farduus farhaan farhan farhia farhiya farole fartun
farxiya fathi fathia fatuma faysa faysal feysal fiidow filsan fiqi fosiya fowsia fowziya gaas
galad gedi geeddi geedi geele geesey gele gulaid guled guleed guleid gutale guuleed haashi habibo
hadiyo hafsa haibe haji halane haliimo halima halimo hamda hamdi hamse hanad hani haredo hashi
hassan hawa haweya hawiyo hawo hayat hersi hibaq hibo hidaya hilowle hinda hirsi hodan hodo hoodo
hufane hussen ibado idil idiris idle ifrah igal ikraan ikran ilhaan ilhan ilwad ilyas iman ina
isaaq isak ise ismaaciil ismaciil ismahaan ismahan isman issa isse istahil iyman jaamac jama jamac
jamilo jawahir jibril jimale kaafi kaafiya kadar kadra kaha kahin kaltum kaltun kaltuun karshe
keynan khadar khadiijo khadija khadijo khadra khadro khaire khalif khayre kheyre kinsi kulane
kulmiye ladan laila layla leyla libaan liban libin liiban liido lul luul luula maandeeq madar
maday magan mahad mahamed mahamoud mahamud mahamuud mahdi malyun mana maryama maryan maxamed
maxamuud mire mireh moalim mohamoud mohamud muhidin muhiyadin muhubo mukhtar mulki mumin mumina
muna munira muno muqtar muse musse muuse muxudiin nadifo naima najma najmo nasra nasro nasteexa
nasteexo nasteho nawal nimcaan nimco nimo nur nuriya nuur nuuriyo obsiye odawa odowa olad omaar
omar osman qaali qadan qadar qali qalinle qamar raage raaliyo rabaaca rage rahma rahmo raho ramla
raxmo ridwan roble robleh rooble ruqia ruqiya ruqiyo ruun ruweyda saacid saadia saado saalax
sabrin sabriye sabriyeh sacad sacdiya saciido sadia safia safiya safiyo sagaal sagal sahal sahra
sahro said saida saido salad salado salah salma samantar samatar samiiro samira samsam sareedo
saynab shaafici shafi shamis shamsa shamso sharmake sharmarke sheekh shirdon shire shirwa shirwac
shugri shukri siad siciid siham siraad siyad suad suban subeyr sucaad sucdi sudi sugulle suldan
suleekho sulekha suleqa suleymaan suubban tahlil tarabi tawakal timiro tusmo ubah ubax ugaas ugas
ummi uweys waberi warda wardere warfa warsame wehelie weheliye wehliye xaaji xaashi xaawo xalimo
xasan xirsi xuseen yaasiin yahye yalahow yasin yasmiin yonis yurub yusra yusuf yuusuf zahra
zakariye zamzam zeinab zuhur
"""

_GIVEN: Final = """
aatu abdolah abdolreza abeba abolfazl abrehet adham adib afaf afnan afsaneh agnesa ahlam ahmadreza
ahmadshah ajmal albana aliakbar aliasghar alireza almedina almin amanuel amanullah amela aminreza
aminullah amirali amirhossein amirmohammad amjad ammar amro anahita anela antigona arad arastoo
arbnora ardalan ardeshir ardit areej arezoo arezou arlinda armela armina arsalan arsham arshia
arwa asadullah aseel asghar asieh asmeret asmir aster atef atefeh atiqullah auli aulikki avdo avin
avina awet ayat ayham aysegul aysen aysun azadeh azeb azemina azin azza bahareh bahman bahoz baraa
bardia bartosz bashira basira batoul bawer bedia behar behdad behnoush behrang behzad bekim belgin
benan bereket berfin berhane berivan berkay bermal biniam biniyam birgul blerina blerta borzoo
bugra burcin bushra cennet ceren cigdem ciwan cumali dalal damla danah daniyal dariush daryoush
davood delal delaram delbar delshad dersim diala diba dilshad diyaa diyar duaa dzenan dzenana
dzevad edisa edona ege elaheh elcin elmedin elmir elnaz elyas emad enayatullah enisa erdinc erja
ermias ermin ermiyas ernad esfandiar esin eskandar esmaeil esmatullah evin eylem ezana fadel fadwa
fahimeh fana farahnaz faramarz faranak farangis farbod fardin farhang fariba farideh farima
farinaz farnoosh farokh farshad farshid farzin fataneh fawaz feras fereshta fereydoun feven figen
filmon firas firouzeh fithawi florim forough forouzan frehiwot freshta freweini fthawi genet gezim
ghassan ghazaleh ghebre ghenet ghodrat ghodsi gholamreza giti golnar golnaz golnoush golriz
golshan gonca gulalai gulcan gulden gulfem gulhan gulistan gulizar gulnur gulsah guven habibullah
habtom hacer hadeel hadia hafez haleh halime hamideh hamidreza hamidullah hammam handan hanieh
hanin hashem hastie hatidza hawar hayriye hazem hedieh heja hekmatullah helka hely hemin hengameh
hesam heval hewa hidajet hisham hiwet homa homayoun hooman hooshang hormoz hossein houman houshang
hozan husam husniye hussam hysen ibtihal ibtisam igballe ihsanullah ikhlas ilayda imad inaam inas
intisar ipek iraj izet jaber jamileh jamshed jasem javad jawaher jeton joumana jwan kadriye kahsay
kambiz kamyar karwan keyvan khabat khalaf khashayar khatera kholoud khosro khosrow khulud kianoush
kiarash kibrom kiflay kinda kisanet kiumars kiymet kourosh kujtim kursat kushtrim kyllikki kyosti
labib lamis latifa layal ledion lemlem lendita letebrhan leutrim levent lirije loay lobna louay
luam luay lujain luljeta lulzim luwam maedeh mahasen mahbod mahbooba mahboubeh mahdieh mahlet
mahnoush mahshid mahvash majida makbule makda malek maliheh manal manar mandana manijeh manouchehr
mansour mansoureh maram masooda masoumeh mastaneh masuda maysaa maysoun mazen mazin medhanie
mediha mehari mehrana mehret mehri mehrnaz mehrnoosh mehrnoush mehtap mejra mekonnen melahat
meliha melika meltem merhawi merhawit merih merila merima meron mersedeh mersiha meseret mevludin
mewael michiele midhat milad mirsada mirva mirwais mithat mizgin moath moayad moaz moein mohannad
mohibullah mojdeh mojgan mojtaba monir monireh monther morsal mostafa motaz mouaz muataz muge
muhammet muhannad muharem muhterem mujo mujtaba mukaddes mulu munevera muntaha munther mursal
murtada mutaz nader nadereh nagham nahal nahed nahom naif najeebullah najibullah najlaa narges
nargess nargis narjes naseem nashwa nasima nastaran natnael natsnet nawaf nayef nazanin nazgol
nazia nazife nazih nazila nebahat nechirvan necmi nedzad negar negin nergis neslihan nevzat nibal
nigisti nihada niknaz nikou nikta nilgun nilofar niloofar niloufar nimet nisreen nooria nooshin
nouran noushin nuha nurgul nurhan nuriye nursel obada obaida odai omaima omayma orod orvokki
ousama ozden ozlen paivikki palwasha pantea parastoo parham parichehr parinaz parmida parnian
parwana payam payman pedram pegah pejman perihan peshawa petrit pooneh poorang pooria pouneh
pouran pouria pouyan puya qais qamil qusai rabab rafat rafif rahaf rahela raheleh rahime
rahmatullah rahwa rajaa ramia ramtin raneem ranj raslan rastin rauha rauni razan razieh razija
rebaz rebin rebwar reem refika reham reihaneh remzija renas reyhaneh riham rijad roaa robabeh
robel rodas roham rohullah rojda rojhat rojin rola ronahi ronak roozbeh roqia rosha roshanak rouba
rouhollah roula rozerin ruba ruken rukija rukiye rula sabahat sabaheta saber sabera sabereh
sabrija sadeta saeedeh safaa safeta safiullah safiye saghar sahand saila sajida sakine salme
samaher samaneh samim samin samra samrawit sanam sanaz sanela sarab sarkawt sarvenaz sarwar sasan
sattar sead sedigheh selam selamawit selami selda selver selvir semhar semiha semira senada senait
senayt senka sepehr serap serife setara setareh sevilay sevinc sevtap shabana shabnam shaden
shafiqa shaghayegh shahd shahriar shahrokh shaima shaimaa shakila sharareh sharifa shatha sheida
shekiba shereen sheyda shihab shilan shireen shler shno shokoufeh shpend shpresa shqipe shukria
shwan siamak simin simret sirak sirous sirwan skender sladjana sogand sohad sohaila soheil sohrab
soile sointu soodabeh soran soroush sousan suada sukran sulafa suljo suna sundus suvad taher
tahera tahereh tahmineh taim taner tannaz taraneh tarek tasneem tedros tekle temesgen tesfalem
tesfay tewelde thaer tharwat tigist tooraj torsti touraj tsegay tsige tsion tugba tuire tulin
tuncay tuovi tytti ubada ufuk ulku urpo vahideh valbona valdet valto vappu varpu vaula vedad vehbi
veton viyan voitto wadah waleed wasan weldu widad wieslawa winta wintana wioletta wisam xezal
xhevat xhevdet yaghoub yagmur yakup yalda yamen yasaman yaser yashar yeganeh yemane yeter ylli
yodit yohannes yonas yonca yordanos yosief yosra yousra yurdagul zabihullah zagros zaher zahraa
zarghuna zarmina zejna zejnep zekarias zelal zerrin zewdi zhaleh zhila ziad zijad zilan zineta
zozan zuhal zuhra zumra zumrut
"""

_SURNAMES: Final = """
abazi abazovic abdali abdic abdulahad abdulmasih adamian ademi ademovic adib afshar afshari agic
agovic ahadi ahangar ahmadian ahmadpour ahmadzadeh ahmetaj ahmeti ahmetovic ahmetspahic akbari
akhavan akhlaghi akrami aktas akyuz alabdallah alahmad alali alasaad alavi albayati alemi alhaddad
alhamad alhamdan alhasan alhussein aliabadi alibegovic alibrahim alic alihodzic alikhani alinejad
alipour aliti aliu alizada alizade alizadeh aljabouri aljaf aljanabi aljic aljumaili alkhalil
alkhatib alloush almahmoud almasri almohammad almousa alnajjar alobaidi alomar alrashid alrubaie
alsaadi alsaid alsaleh alshami alsharif altaie altamimi altintas alyousef alzubaidi aminian
aminzadeh amiri amirian ansari araghi arifi arifovic arnaout asadi asadpour asani asfour asgari
asghari ashour ashouri ashrafi askari asllani atallah atas atashi ates attar avdic avdija avdiu
avdovic aydin aydogan aygun azari azimi azizi babaei babaie babic baghban bagheri bahadori bahnam
bahrami bajramaj bajrami bajramovic bajric bakri balci balic balout banjac barakat barati baroudi
barsoum barzegar basaran basic bazzi becirovic begic begovic behbahani behnam behrami bektas
berisha beydoun bilalovic bilgic bislimi bitar blagojevic bogdanovic boskovic boulos bozic bucan
bunjaku caliskan candemir cehajic cehic cerimagic ceylan chahine chamoun chehade ciftci colakovic
cosic cvetkovic cvijanovic dabbagh dagdelen daher danesh daneshvar darabi darvish darvishi
dautovic davari davoudi dedic deeb dehghan dehghani delalic delavari delic demirbas demircan
demirci demiri demirkan demirovic diab dikmen dinc dizdarevic djordjevic djuric dragic dukic
durakovic duric durmisi dzafic ebadi ebrahimi ebrahimpour efe eftekhari ehsani ekici elezi
elezovic emami emini erbil ertas ertugrul esfahani esfandiari eskandari eslami esmaeili esmaili
etemadi fadel fakhouri fallah farahani farahi farahmand faraji farhadi farhat farjad farokhi
farrokhi fattahi fawaz fayad fazeli fazlic fazliu feizi fejzic ferdowsi fetahu fooladi forouhar
forouzan gabro gajic gashi gavric gawriye georgis ghaderi ghafari ghafouri ghahremani ghaleb
ghanbari ghanem ghanim ghannam ghasemi ghazanfari ghobadi gholami ghorbani ghosn gjoka gokmen
golestani goodarzi gorgis grgic grubisic gultekin gumus gundogdu gunduz gungor gurbuz habash
habibi hadadi hadavi haddad hadian hadzic hadzovic haghighi haidari hajdarevic hajdari hajrizi
hakimi halili halilovic halimi hamadeh hamdan hamidi hamidovic hamoud hamzeh hancer handzic hanna
hasanbegovic hasani hasanovic hashem hashemi hashemian hassani hassanzadeh hatami hatoum heidari
heydari hijazi hodza hodzic homsi horvat hosseini hosseinpour hosseinzadeh hoti hourani hoxha
hrustic huric huseinovic husejnovic husic huskic husseini husseinzadeh hyseni ibisevic ibrahimi
ibrahimovic ibraimi ibric idrizi ilic imamovic imeri isho iskandar islami ismaili isufi ivanovic
ivkovic izadi jabbour jafari jahanbakhsh jahangiri jahic jahiri jakupi jakupovic jalali jalilian
jamali jamshidi janjic jankovic jarrar jasarevic jashari javadi jelic jevtic josipovic jouda
jovanovic jovic jukic jurisic jusic jusufi jusufovic kabbani kadic kadric kadriu kahrimanovic
kahya kalkan kamali kanaan kandemir karaaslan karabulut karadag karademir karahan karakas karakaya
karakoc karakus karami kargar karic karimi karimian kashani kassab kassem kastrati kaviani kayal
kaynak kazemi keles kelmendi kermani keshavarz keskin khaddour khademi khalili khani kharazmi
khatib khavari khorasani khosravi khoury kiani kilani kilinc kizilkaya knezevic kohan kolic kordi
korkmaz koroglu kovac kovacevic kovacic krasnici krasniqi krstic kucevic kukic kurti kurtic
kurtovic kutlu lahham latifi latifovic lazarevic lazic limani lukic lulic madani mahdavi mahmoodi
mahmoudi mahmutovic maksimovic maleki malekzadeh malke malkic maloku mansouri maqdisi maric
marinkovic marjanovic markovic masoudi matar matic mazaheri mehic mehmedi mehmedovic mehmeti
mehrabi mehri memeti memic mesic mikdad milanovic milenkovic milic milinkovic miljkovic milosevic
milovanovic mirzaei mirzaie mitic mitrovic moeini moghaddam mohammadi mohammadzadeh mohseni
mokhtari momeni montazeri moradi morina mortazavi mosavi mostafavi mottaghi mousavi mozaffari
mrkonjic mroueh muharemovic muhic mujagic mujanovic mujcic mujezinovic mujic mujkanovic mujkic
muminovic muradi murati muratovic murtic music mustafi mustafic mustedanagic nabavi naderi nahhas
najjar nakhle namdar naseri nasiri nawfal nazari nedic nejati nematollahi nezirevic nezirovic
niknam nikolic nikzad noori norouzi nouri novakovic nuhanovic nuhiu nukic nurkic obeid obradovic
ocak odisho oguz okanovic omanovic omeragic omerovic omidi omran oner oraha osmancevic osmani
osmanovic ozbay ozden ozkaya ozmen ozyurt pahlavan pajazitovic pajic parlak pasalic pasic pavic
pavlovic pejic pekic peric perisic petkovic petrovic pirouz popovic pourmand prelic puric qabbani
qaderi qasem rabiei racic radic radovanovic radulovic rafiee rahal rahbar rahimi rahimic rahmani
rahme rajabi ramadani ramani ramezani ramic ramovic ranjbar rashidi rasic rasouli razavi redzepi
redzic rexhepi rezaei rezai rezaie ristic rizk rostami ruznic saadeh sabani sabanovic sabbagh
saberi sabeti sabra sadeghi sadek sadikovic sadiku sadiqi safadi safaei safari saffari sakic
salameh salehi saliba salibi salihi salihovic salihu salimi salkic salloum samaan samadi samimi
saric sarraf sarwari sasani sattari savic sawaf sayegh sedaghat seferovic sehic sejdic sejdiu
selimi selimovic selmani sengul sepehri shaba shabani shafiee shafiei shahbazi shaheen shahriari
shahrour shakeri shala shalabi shamoun sharifi shehu shirazi shojaei shokri sidawi sijaric simic
sinanovic skoric skrijelj sleiman smailovic smajic smajlovic softic sohrabi soleimani soltani
soysal spahic spahiu stanisic stankovic stevanovic stojanovic stojkovic subasic sukkar sulejmani
sulejmanovic suljanovic suljevic suljic sultani tabatabaei tadic taghavi tahan taheri tahiri
tahirovic tajik tamimi tannous tasci tasdelen tasdemir tasic tavakoli tawfik tehrani tekinay thaqi
todorovic toma tomic topalovic torabi trifunovic tumturk tunc tuncer turkmen tursunovic tutar uluc
unal uncu uslu uysal vahidi vasic vejseli veliu veljkovic veseli vidovic vujic vukovic warda
xhemaili yacoub yaghoubi yalda yari yazdani yazici yokhana younan yousefi yurdakul yurt zahirovic
zahran zaidan zakaria zamani zand zandi zare zarei zargar zecevic zeidan zeineddine zejnullahu
zekic zekiri ziaei ziberi zidan zivkovic zoubi zukanovic zukic zulic
"""


_BOTH: Final = frozenset(_SOMALI.split())
GIVEN: Final = _BOTH | frozenset(_GIVEN.split())
SURNAMES: Final = _BOTH | frozenset(_SURNAMES.split())
"""Somali; Arabic, Persian and Afghan, Kurdish, Turkish; Eritrean and Ethiopian; Bosnian, Serbian,
Croatian and Albanian; Assyrian and Syrian; Finnish."""
