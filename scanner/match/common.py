"""Names that many people bear: none of them is a slip of the hand for another.

Whoever reads "Lundström" has read Lundström, not a misspelt Lindström. The lists hold well-known
given names and surnames in Sweden, of Swedish and other origin; they name nobody.
"""

from typing import Final

from scanner.match.lexicon import is_rather_word
from scanner.match.words import LINKS, key_of

_GIVEN: Final = """
abdi abdirahman abdullah abdullahi ada adam adnan agnes agneta ahmad ahmed aida aisha alan albert
albin alex alexander alexandra alfred ali alice alicia alma alva amal amanda amelia amina amir
amira anders andrea andreas andrew andré angela anita anja ann anna anne annelie annette annie
annika anton antonia arne aron arvid asad asha asta astrid august axel ayaan ayan ayse azra bahar
barbro bashir beatrice behnaz bella bengt benjamin berit bernt bertil bilal birgit birgitta bjarne
björn bo boris britt britta bruno camilla carin carina carl carla carmen carol carola caroline
catarina catharina cecilia charlotte chris christer christian christina claes clara claudia conny
dag dagny dan daniel daniela danielle dario daud david davor dean deeqa denise deniz dennis diana
dina dino edith edvin egon einar elena elias elif elin elina elisa elisabeth elise ella ellen
elliot elmer elsa else elvira elvis emanuel emelie emil emilia emily emina emine emir emma emmy
emre enes erica erik erika ernst eskil ester eva evelina ewa fabian fadi faisal farah farhad farid
farida fartun fatima fatma felicia felix filip filippa folke frank fredrik frida fuad gabriel
gabriella georg george gerd gerda german gisela greta gudrun gun gunilla gunnar gunnel gunvor
gustaf gustav göran gösta habib habiba hala halima hamid hamza hani hanna hanne hannes hans harald
hasan hassan hatice hawa hedda hedvig heidi helen helena helene helga helge henrik henry herman
hibo hilda hilma hjalmar hodan huda hugo hussein ibrahim ida idris ifrah ilhan ilyas iman ina inez
inga inge ingeborg ingegerd ingela inger ingmar ingrid ingvar irene iris irma isa isabel isabella
isak ismail ivan ivar jack jacob jakob jama jamal jan jana jane janet janne jasmin jasmine jasna
jasper jelena jennifer jenny jens jeremy jesper jessica jim jimmy joakim joan joanna joel johan
johanna johannes john johnny jon jonas jonathan jonna jonny jordan josef josefin josefine joseph
judith julia julian juliana julie julius justin kaj kajsa kalle kamal karim karin karl karla
karolina karoline kasper katarina katja kemal kenneth kent kerstin kevin khadija khaled khalid kim
kira kjell klara klas knut konrad krister kristian kristin kristina kristoffer kurt laila lars
lasse laura layan layla lea leif leila lena lennart leo leon leyla lilian lillemor lilly lina
linda linn linnea lisa lisbeth liselott liv lotta louis louise lova love lovisa lucas lucia luis
luka lukas lul lydia mahmoud maj maja malena malin malte manuel mara marc marcel marcus margareta
margit mari maria mariam mariana marianne marie marika marina mario marion marit marita markus
marta martin martina mary maryam maryan matilda mats matteo matthew mattias maud max maya mehdi
mehmet melina melissa melker mia michael michaela michelle mikael mila milan miles milo mimmi mina
mira mirela miriam mirjam moa mohamed mohammad mohammed mohsen mona monica monika morgan muhammad
muhammed muna murat mustafa märta märtha måns nada nadia nadja najma nancy nasra nasrin nasteho
natalia natalie nathalie nermin nicolas nicole niklas nikola nikolaj nils nima nimo nina noa noah
noor nora nour nova nur ola olga oliver olivia olle olof olov omar omid orvar osama oscar oskar
osman otto ove ovidiu parisa parvin patricia patrick patrik paul paula pauline pedro pelle per
pernilla peter petra petter pia pontus rachel ragnar ragnhild rahma ramla rana rania raul rebecca
rebecka reine reza rickard rikard rita robert robin roger roland rolf roman ronja ronny rosa rose
roy roya rune rut ruth ryan saad sabina sabine sabrina sadia saeed safiya saga sahra said salem
salim salma salman sam samer samir samira samuel sandra sanna sara sarah sebastian selin selma
senad sergio shirin shukri sigrid sigurd simon simona simone siri siv sivert sofia sofie solveig
sonja sophie soraya staffan stefan stella stellan sten stig stina sture suleiman sumaya sune susan
susanna susanne svante svea sven sylvia tage taha tanja tara tarik tea teodor teresa terese thea
theo theodor theres therese thomas thor tilda tilde tim timo tina tindra tobias tom tomas tommy
tony tora torbjörn tord tore torsten tova tove tuva tyra ubah ulf ulla ulrik ulrika urban
valentina valter vanja vega vera veronica veronika victor victoria viggo viktor viktoria vilgot
vilhelm vilma viola violet vivan vivian walid walter warda wilhelm william wilma yahya yasin yasir
yasmin yasmine ylva yngve yosef yousef yusuf yvonne zahra zainab zara zeinab zelda zeynep zoe
zohreh åke åsa örjan östen
"""

_SURNAMES: Final = """
abdi abdullah abdulle abrahamsson aden adolfsson ahlberg ahlgren ahlström ahmadi ahmed akbari
alexandersson alfredsson ali alm almgren almqvist andersen andersson andreasson aronsson arvidsson
asplund awad axelsson aydin aziz backlund backman begic bengtsson berg bergdahl berggren berglund
bergman bergqvist bergström berntsson bertilsson björk björklund björkman blad blixt blom blomberg
blomgren blomkvist blomqvist bodin boman borg boström brandt bratt bremer broberg brodin broman
bruun byström carlberg carlson carlsson carlström cederberg christensen christiansson claesson
dahl dahlberg dahlgren dahlin dahlqvist dahlström danielsson davidsson delic demir edlund edström
edvardsson ek ekberg ekblad ekdahl ekholm eklund ekman ekström elfving eliasson engberg engdahl
englund engman engqvist engström enström eriksen eriksson erlandsson fagerberg falk farah fatah
felix flodin fors forsberg forsell forsgren forslund forsman fransson franzén fredriksson friberg
fridh friman frisk fritz frost fält gabrielsson georgsson ghasemi granath granberg grankvist
granlund granström green grip grönberg grönlund grönvall gunnarsson gustafson gustafsson
gustavsson göransson haddad hagberg haglund hagman hagström haji hall hallberg hallgren hallin
hallström hamid hammar hammarberg hammarström hansen hansson haraldsson hasan hassan hedberg hedin
hedlund hedman hedström hellberg hellgren hellman hellqvist hellström henningsson henriksson
hermansson hjelm hjort hodzic holgersson holm holmberg holmgren holmlund holmqvist holmström
hosseini hult hultgren hultman hurtig hussein håkansson högberg höglund högström ibrahim
ingvarsson isaksson israelsson ivarsson jacobsen jacobsson jafari jakobsson jama jansson jensen
jeppsson johannesson johansen johanson johansson johnsson jonasson jonson jonsson josefsson juhlin
järvinen jönsson kaplan karim karimi karlberg karlsson karlström kaya khalil khan kjellberg
kjellgren kjellström klang klasson knutsson kovacevic kristensson kristiansson kron kullberg
källström lager lagerqvist lagerström landberg landgren landin landström lantz larsen larson
larsson leander lenander lennartsson lidberg lidén lilja liljeberg lind lindahl lindberg lindblad
lindblom lindbom lindborg lindelöf linder lindfors lindgren lindh lindhe lindholm lindkvist
lindmark lindqvist lindroth lindskog lindstedt lindström lindén ljung ljungberg ljunggren
ljungqvist ljungström lord lund lundahl lundberg lundblad lundborg lundell lundgren lundh lundholm
lundin lundkvist lundmark lundqvist lundström löf löfgren löfqvist löfström lönn magnusson mahmoud
malm malmberg malmgren malmqvist malmström mansour marklund markström martinsson mattsson melander
melin moberg modig mohamed mohammed mohamud mohlin molander molin moradi moström munther mustafa
månsson mårtensson möller mörk nazari nguyen nielsen nilsen nilson nilsson norberg nord nordahl
nordberg nordgren nordin nordlund nordmark nordqvist nordstrand nordström nordén norell norgren
norling norman norström norén novak nur nyberg nygren nyholm nylander nylund nylén nyman nyqvist
nystrand nyström oder olander olausson olofsson olsen olson olsson omar oskarsson osman osterman
ottoson ottosson ozturk palm palmgren palmqvist paulsson persson petersen petersson petrovic
pettersson pihl quist rahimi rahman rask rasmussen renström rezai ringdahl robertsson roos ros
rosander rosberg rosell rosenberg rosengren roslund rosén roth rudberg runesson ryberg rydberg
rydin rydén rylander råberg sahin salah saleh salim salomonsson samuelsson sandberg sandell
sandgren sandin sandström schmidt schultz selander selin sharif simonsson sjöberg sjöblom sjödin
sjögren sjöholm sjölander sjölin sjölund sjöstedt sjöstrand sjöström skog skoglund skoog smith
stark stefansson sten stenberg stenman stenmark stenström stolt strand strandberg strid ström
strömberg strömqvist sultani sundberg sundell sundgren sundin sundkvist sundqvist sundström
svanberg svantesson svedberg svensson svärd swahn söderberg söderholm söderlund söderman
söderqvist söderström tapper thelin thorell thorsell thunberg tornberg torstensson törnberg
törnqvist ullberg vallin vesterlund vestin viberg viklund vikström waern wahlberg wahlgren
wahlström wall wallberg wallgren wallin wallström wallén warsame wennberg werner westberg wester
westerberg westergren westerlund westin westling westlund westman weström wiberg wickman wiklund
wikström wilhelmsson wilson winberg wingren yilmaz yusuf åberg ågren åhlén åkerberg åkerlund
åkerman åkerström åkesson åslund åström öberg öhman öhrn östberg österberg östergren österlund
östling östlund öström
"""

_WORDS: Final = """
alm alma ask berg björn björk blad blom bo borg dag dal ek eva falk fors frisk frost fält gran gren
grip hall hans hed hjort holm hård kaj klang klara kron lager lilja lind ljung lo lord lund love
maj mars max modig mörk noll nord palm per ros rosa rose saga sky skog stark sten stig stolt storm
strand strid ström svan sven svärd tage tapper tord tore ugla urban val vega vind viola
"""

_ORDINARY: Final = """
about after again alla alle allt also andra annan another around attack auch back bara because
been before being best better between bild bilden bilder bland blev blir blog boka book both brand
case city come could daily dann dare dass data date days deal dear deen deep denna dessa detta
diese dieser dina during each early else ernst erst even ever every example fall fast fest film
final find finns fira first five flera found four free from gala game gang gave gick give goes
gold gone good great group guide hair half hall hand hans hard hast have hear heart heat hela help
hence here hero high hill hire hold home hope host hour house inga inte into item jede jetzt join
just keep kids kind know kommer kunde lady land lane lang last late laut lead learn leave left
less like line link list live local long look lose lost love made mail main make many mark mars
media meet mehr mera mere mina mind mine mode model more most move movie much musik must nach name
near need never news next nice night nina noch note nova novel oder often only open other over
page paid pain park part past paul place plan play post pure rate read real rest rich ride ring
rise road role rose runt safe said sale same sand sang save sein seine seit self send sent sida
sina sind size soda some song soon sorgen sort sound stad stag stand star start state stay stod
stop storm story such sure take tala talk tall team tell test than that them theme then there
these they thing think this those three time times tina told took tour town trend true turn undan
under unter upon user value vara vars verk very video viel vill vita wait walk wall want war warm
wart wave ways week well went were west what when where which while white whole will wind with
wohl word work world would wurde year young your
"""

ORDINARY: Final = frozenset(key_of(word) for word in _ORDINARY.split()) | LINKS
"""Keys of ordinary words near which names lie: they are no slip for one."""
GIVEN: Final = frozenset(map(key_of, _GIVEN.split()))
"""Keys of given names that many people bear."""
NAMES: Final = GIVEN | frozenset(map(key_of, _SURNAMES.split()))
"""Keys of names that many people bear."""
WORDS: Final = frozenset(map(key_of, _WORDS.split()))
"""Keys of names that are ordinary words too; in small letters they are probably just that."""
KNOWN: Final = NAMES | ORDINARY
"""Keys of words that mean themselves: none is a slip of the hand."""


def is_also_word(key: str) -> bool:
    """True for a name that in small letters is probably an ordinary word."""
    return key in WORDS or is_rather_word(key)
