"""What bearers of a given name are called: Kicki for Kristina, Micke for Mikael, Mo for Mohamed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from scanner.match.families import family
from scanner.text.fold import bare, word_key

_CALLED: Final = """
abdullah: abdo apo
agnes: agge
agneta: neta nettan
agnieszka: aga
ahmed: hamada
ahmet: ahmo
albin: abbe
aleksandar: sasha sasa aco
aleksandra: sasha sasa ola sandra
alexander: alex sasse lexe sasha
alexandra: alex sandra sasha ola
alfred: affe
alireza: ali reza
anders: adde andy
andreas: adde andy drea
andrew: andy drew
anette: nettan netta
angelica: angie
anita: nita
ann-charlotte: lotta lotten
ann-christin: annki stina
anna: annie anki ankan ania
annika: annki
antero: antsa
anthony: tony
antonia: toni
antonio: toni
arvid: arre
astrid: assi
august: augge
barbara: babs basia
bengt: benke bengan
benjamin: benne benny ben
bertil: bertan berra
birger: bigge
birgitta: gittan gitta
bo: bosse
bogdan: boban
britt: brittan
camilla: milla millan cammis
carolina: carro lina carolin karro
caroline: carro lina karro
catherine: kate cathy katie
cecilia: cissi cia sessan
charles: charlie chuck
charlotte: lotta lotten charlie
christer: chrille krille
christian: chrille krille kricke
christina: kicki stina tina kia kina titti
christine: kicki tina
christoffer: chrille stoffe kristo koffe
christopher: chris
claes: classe
dagmar: daggan
daniel: danne dani danny dan
david: dave dadde
dmitri: dima mitja
dragan: gagi
dragana: gaga
dusan: dule
edvard: edde
edvin: edde
edward: ed eddie ted
ekaterina: katja katya
elena: lena
eleonora: nora
elisabeth: lisa bettan betty lisbeth elsa lisen eli ella beth liisa
elizabeth: liz beth betty
ellinor: nora
emanuel: manne
emelie: milly
erik: erka jerka jerry eken
fatemeh: fati
fatima: fati fata fatou
fatma: fatos
ferdinand: nand
filip: fippe flippa fille
fredrik: fredde frippe figge
fredrika: fia rika
gabriel: gabbe
gabriella: gabbi ella gabi
georg: jojje
goran: goga
grzegorz: grzesiek grzes
gunilla: nilla gulli
gunnar: gurra gunne
gustaf: gurra gusten gusse
göran: gogge
hans: hasse hansi
harald: hacke
hassan: hasse haso
hatice: hatos
helena: lena hella leni leena
henrik: henke heikki
herbert: hebbe
hossein: hosse
huseyin: huso
hussein: hussi hosse
ibrahim: ibbe ibo ibro
ingeborg: inga bojan
ingegerd: inga
ingrid: inga inkan
isabella: bella isa
isabelle: bella isa
ismail: ismo
ivan: vanja
jaakko: jaska
jakob: jacke jabbe kobbe
james: jim jimmy jamie
jan: janne janek jasio
jelena: lena jeca
jerzy: jurek
jesper: jeppe
jessica: jess jessie
joakim: jocke kim
joanna: asia
johan: jocke jojje
johanna: jossan hanna jojo
johannes: jonte hannes jussi juha
john: johnny jonne
jonas: jonte jonne
jonathan: jonte nathan
jorma: jomppa
josef: jossi
josefin: jossan josse fina
joseph: joe
jovan: joca
juhani: jussi juha
jörgen: jögge jögga
kaarina: kaija
karin: kajsa karo kaisa
karl: kalle
katariina: kati kaisa katri kata
katarina: kattis nina kata katta kajsa kati kaisa rina ina katja
katarzyna: kasia
katherine: kate kathy katie
kenneth: kenta kenny
kent: kenta
kerstin: kickan kersti kia stina
khadija: dija khadi
klas: klasse
konrad: konne
kristiina: tiina kirsi kirsti
krzysztof: krzysiek kris
lars: lasse larsa
leif: leffe
lennart: lelle lenne
lilian: lillan
linnea: nea
liselotte: lotta lisa
ljubica: ljuba
lovisa: lova lollo
ludvig: ludde
maarit: mari
madeleine: maddis madde
magdalena: magda lena
magnus: mange manne
mahmoud: hamoudi
malgorzata: gosia
malin: malla
marcus: macke mackan
margaret: maggie meg peggy
margareta: maggan greta maggie meta marga rita gitta
maria: mia maja mimmi masha ria marja mari
mariam: mimi
marianne: mia
martin: matte
martina: tina
masoumeh: masi
matilda: tilda tilde mattis
mats: matte masse
matthew: matt
mattias: matte masse matti
maximilian: max maxe
mehmed: meho
mehmet: memo
michael: mike mick
mikael: micke mike misha mikko
mikhail: misha
mikko: mixu
milena: lena
mirjana: mira
miroslav: mirko miki
mohamed: mo hamada mamad hamo momo hamoudi hama
mohammadreza: reza
monica: nica mona
mustafa: mujo mussi musse
natalia: natasha nata
nicholas: nick
niklas: nicke nisse klasse nicko
nikola: nidza
nikolai: kolja
nils: nisse
ola: olle
olavi: olli
olof: olle ola olli
oskar: osse ogge
osman: osmo
patricia: pat patty
patrik: patte pata
pekka: pekko
per: pelle perra pär
peter: pelle peo
petra: pettan
piotr: piotrek
predrag: pedja
rebecka: becka beckis bea
richard: ricke rille
robert: robban robbe bob bobby rob
roger: rogge
roland: rolle
rolf: roffe
sakari: saku
samir: sam
samuel: sam samme sammy
sara: sassa sarri
sebastian: sebbe basti seb
sergei: serjozha
simon: simpan
slobodan: boba sloba
snezana: sneza
sofia: soffan fia
staffan: steffe staffe
stanislaw: staszek stas
stefan: steffe steffo
stephen: steve
steven: steve
stig: stickan stigge
sulejman: suljo
suleyman: sulo
susan: sue
susanna: sussi sanna sus sanne
susanne: sussi sanna sus susie sanne
svante: svanne
sven: svenne svempa
svetlana: sveta ceca lana
tapio: tapsa
tatiana: tanja
teodor: teo
teresa: tessan tess resa
theodore: ted
therese: tessan tess tessa
thomas: tompa tom tomek tommy
timo: timppa
timothy: tim
tobias: tobbe
tomasz: tomek
torbjörn: tobbe torre
torsten: totte tosse
tuomas: tuomo tomi
ulf: uffe
ulla: ullis
ulrika: ulla rika ulli
urban: ubbe
valter: valle
vasily: vasja
veronica: vera ronja nicka
victor: vicke
victoria: vickan vicky tora
vilhelm: ville
vladimir: vova volodja vlado vlada
william: wille bill billy will
wojciech: wojtek
yasmin: jassi
yusuf: jusse joe
zahra: zari
zbigniew: zbyszek
zeynep: zeyno
zlatan: zlatko
zoran: zoki
åke: kåke
åsa: åsis
aleksandr: sasha sasja sanja shura alik
anastasia: nastia nastja nastya
daria: dasha dasja
evgeni: zhenja zjenja zhenya
evgenia: zhenja zjenja zhenya
galina: galja galya
grigori: grisha
irina: ira
konstantin: kostja kostya
ksenia: ksusha ksjusha
larisa: lara
ludmila: ljuda luda
nadezhda: nadja nadya
pavel: pasha
valentina: valja valya
viktor: vitja vitya
volodymyr: vova volodja
yakov: jasha yasha
yuri: jura yura
александр: саша саня шура сашко
александра: саша шура
алексей: алёша лёша
анастасия: настя
андрей: андрюша
анна: аня нюра
борис: боря
валентина: валя
василий: вася
виктор: витя
виктория: вика
владимир: вова володя
галина: галя
григорий: гриша
дарья: даша
дмитрий: дима митя
евгений: женя
евгения: женя
екатерина: катя
елена: лена алёна
елизавета: лиза
иван: ваня
игорь: гоша
ирина: ира
константин: костя
ксения: ксюша
лариса: лара
людмила: люда мила
мария: маша маруся
михаил: миша
надежда: надя
наталья: наташа ната
николай: коля
олег: олежка
ольга: оля
павел: паша
пётр: петя
полина: поля
роман: рома
светлана: света лана
сергей: серёжа
софья: соня
станислав: стас
тамара: тома
татьяна: таня
фёдор: федя
юлия: юля
юрий: юра
яков: яша
"""
"""Called so in Sweden, in English, and among people here of Arabic, Persian, Turkish, Bosnian,
Serbian, Russian, Ukrainian, Polish and Finnish origin; by hand."""


def nicknames(given: str) -> tuple[str, ...]:
    """What somebody with this given name may be called, or be named who is called so.

    Keys, in order; both ways: Lisa for Elisabeth, and Elisabeth for Lisa. Of the spellings of a
    name one stands for its `family`.

    >>> nicknames("carl")
    ('kalle',)
    """
    return _both_ways().get(family(given), ())


@cache
def _both_ways() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, called in _pairs():
        found[family(name)].add(called)
        found[family(called)].add(name)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    for line in bare(_CALLED.strip()).splitlines():
        name, _, called = line.partition(": ")
        for each in called.split():
            yield word_key(name.replace("-", "")), word_key(each)
