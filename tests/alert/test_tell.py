import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from scanner.alert.flood import MOST_OF_A_PERSON, Flood
from scanner.alert.tell import tell, tell_seen
from scanner.config.settings import Config
from scanner.findings.clusters import start
from scanner.findings.decide import judge
from scanner.findings.disclosure import opens_at
from scanner.findings.sketch import sketch
from scanner.model.assessment import Level
from scanner.model.consent import TOLD_WHEN_PROTECTED, ConsentKind, Recipient
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import FindingId, StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.render.moments import moment
from scanner.store import clusters, consents, findings, mail_links, schema, staff
from scanner.store.database import Store, Transaction
from tests.findings.cast import DAY_1, DAY_2, THREAD, calling, found, seen, sighting
from tests.postbag import letters
from tests.store.enrolled import AMINA, enrol

EVERYBODY = frozenset(Recipient)


def change(store: Store, config: Config, old: Finding | None, new: Finding) -> None:
    def work(tx: Transaction) -> None:
        clusters.save(
            tx, new.person_id, start(new.cluster_id, (new.places[0].address, ""), sketch(""), DAY_1)
        )
        assert findings.save(tx, new, now=DAY_1)
        tell(tx, old, new, config, DAY_1)

    store.write(work)


def recipients(store: Store) -> list[str]:
    return sorted(letter.recipient.reveal() for letter in letters(store, DAY_2))


def test_an_acute_finding_is_mailed_to_everybody_she_chose(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    change(store, config, None, found(Level.ACUTE))
    assert recipients(store) == [
        "amina.provhult@provstad.example",
        "enhetschefer@provstad.example",
        "hr@provstad.example",
        "sakerhet@provstad.example",
        "skyddsombud@provstad.example",
    ]


def test_no_mail_says_where_people_are_called_to(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    called = calling(found(Level.ACUTE))
    change(store, config, None, called)
    change(store, config, called, replace(called, verdict=Verdict.HER))
    sent = letters(store, DAY_2)
    assert len(sent) > len(EVERYBODY)
    for letter in sent:
        for said in ("Lönngatan", "fredag", "samlas", "gather"):
            assert said not in letter.text.reveal() + letter.subject.reveal()


def test_her_mail_says_when_her_page_opens_it(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.PERSON}))
    acute = replace(found(Level.ACUTE), first_seen=DAY_1)
    change(store, config, None, acute)
    (hers,) = [x for x in letters(store, DAY_2) if x.recipient.reveal().startswith("amina")]
    at = moment(opens_at(acute), config.organisation.timezone, "sv")
    assert f"i alla händelser {at}" in hers.text.reveal()
    assert "logga in när du vill" not in hers.text.reveal()


@pytest.mark.parametrize(("at", "mails"), [(DAY_1, 1), (DAY_2, 0)], ids=["closed", "open"])
def test_when_a_verdict_opens_what_is_acute_she_is_told(
    store: Store, config: Config, at: datetime, mails: int
) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.PERSON}))
    acute = replace(found(Level.ACUTE), first_seen=DAY_1)
    change(store, config, None, acute)
    letters(store, DAY_2)
    judged = judge(acute, Verdict.HER)
    store.write(lambda tx: tell(tx, acute, judged, config, at))
    told = [x for x in letters(store, DAY_2) if x.recipient.reveal().startswith("amina")]
    assert ["Din sida visar det från och med nu" in x.text.reveal() for x in told] == [True] * mails


def test_where_somebody_has_judged_she_may_log_in_at_once(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.PERSON}))
    high = replace(found(Level.HIGH), first_seen=DAY_1)
    change(store, config, high, judge(high, Verdict.HER))
    (hers,) = [x for x in letters(store, DAY_2) if x.recipient.reveal().startswith("amina")]
    assert "logga in när du vill" in hers.text.reveal()


def test_whom_she_did_not_choose_gets_nothing(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1)
    change(store, config, None, found(Level.ACUTE))
    change(store, config, found(Level.ACUTE), judge(found(Level.ACUTE), Verdict.HER))
    assert recipients(store) == ["sakerhet@provstad.example"]


def test_the_same_change_told_twice_is_mailed_once(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1)
    change(store, config, None, found(Level.HIGH))
    change(store, config, None, found(Level.HIGH))
    assert len(letters(store, DAY_2)) == 1


def test_every_mailbox_of_a_team_gets_its_own_mail(store: Store, config: Config) -> None:
    teams = replace(config.recipients, security=("a@provstad.example", "b@provstad.example"))
    enrol(store, AMINA, DAY_1)
    change(store, replace(config, recipients=teams), None, found())
    assert recipients(store) == ["a@provstad.example", "b@provstad.example"]


def test_she_is_spoken_to_in_her_language_and_staff_in_theirs(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.PERSON}), language="en")
    change(store, config, None, found(Level.ACUTE))
    subjects = {x.recipient.reveal(): x.subject.reveal() for x in letters(store, DAY_2)}
    assert "something for you" in subjects["amina.provhult@provstad.example"]
    assert "granska senast" in subjects["sakerhet@provstad.example"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (None, found(Level.ACUTE), "Ännu inte granskat"),
        (found(Level.HIGH), judge(found(Level.HIGH), Verdict.HER), "har bekräftat"),
    ],
    ids=["not yet reviewed", "judged"],
)
def test_hrs_mail_holds_the_reference_the_log_in_and_what_to_do_and_nothing_else(
    store: Store, config: Config, old: Finding | None, new: Finding, words: str
) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.HR}))
    change(store, config, old, new)
    (letter,) = [x for x in letters(store, DAY_2) if x.recipient.reveal().startswith("hr@")]
    for part in (letter.text.reveal(), letter.html.reveal()):
        said = f"{letter.subject.reveal()} {part}"
        assert words in said
        assert new.case_reference in said
        assert config.portal.staff_address in said
        assert "Gör nu" in said
        for secret in ("Amina", "Provhult", "forum.example", "ring henne", "Akut\n", "07•"):
            assert secret not in said


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (EVERYBODY, "Utöver den valde du: HR, Din chef, Skyddsombudet."),
        ({Recipient.PERSON}, "Du valde inga andra, så ingen annan får veta något."),
    ],
)
def test_her_mail_says_whom_she_chose_and_nobody_else(
    store: Store, config: Config, chosen: frozenset[Recipient], said: str
) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset(chosen))
    change(store, config, None, found(Level.ACUTE))
    hers = "amina.provhult@provstad.example"
    (mail,) = (one for one in letters(store, DAY_2) if one.recipient.reveal() == hers)
    words = mail.text.reveal()
    assert said in words
    assert ("chef" in words) is (Recipient.MANAGER in chosen)


def test_each_mail_to_her_has_a_link_that_stops_and_nobody_elses_has(
    store: Store, config: Config
) -> None:
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    change(store, config, None, found(Level.ACUTE))
    change(store, config, None, found(Level.ACUTE))
    for letter in letters(store, DAY_2):
        links = re.findall(r"/stop/(\S+)", letter.text.reveal())
        is_hers = letter.recipient.reveal().startswith("amina")
        assert len(links) == is_hers
        for token in links:
            assert store.read(lambda tx, token=token: mail_links.person_of(tx, token)) == AMINA
            assert token in letter.html.reveal()
    kept = select(func.count()).select_from(schema.stop_link)
    assert store.read(lambda tx: tx.connection.scalar(kept)) == 1


def officer(store: Store, name: str, role: Role = Role.SECURITY) -> StaffId:
    member = store.write(
        lambda tx: staff.add(
            tx,
            role=role,
            name=Personal(name),
            mail=Personal(f"{name}@provstad.example"),
            password_hash=Personal(""),
            secret=Personal(""),
            last_step=0,
            now=DAY_1 - timedelta(days=1),
        )
    )
    assert member is not None
    return member.staff_id


def protect(store: Store, named: StaffId) -> None:
    def work(tx: Transaction) -> None:
        last = consents.latest(tx, AMINA)
        told = last.choices.recipients & TOLD_WHEN_PROTECTED
        choices = replace(last.choices, recipients=told, is_protected=True, officer=named)
        changed = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
        consents.append(tx, changed)

    store.write(work)


def test_protected_only_the_officer_whom_she_named_and_she_herself_are_told(
    store: Store, config: Config
) -> None:
    eva, _ = officer(store, "eva"), officer(store, "bo")
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    protect(store, eva)
    change(store, config, None, found(Level.ACUTE))
    change(store, config, found(Level.ACUTE), judge(found(Level.ACUTE), Verdict.HER))
    hers = "amina.provhult@provstad.example"
    assert recipients(store) == [hers, hers, "eva@provstad.example"]


def test_without_the_officer_whom_she_named_the_operators_are_told_that_there_is_none(
    store: Store, config: Config
) -> None:
    """Not the team: it could open nothing, and whom she shut out would learn of her."""
    eva, _ = officer(store, "eva"), officer(store, "ola", Role.OPERATOR)
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    protect(store, eva)
    store.write(lambda tx: staff.disable(tx, eva, DAY_1))
    officer(store, "bo")
    change(store, config, None, found(Level.HIGH))
    another = replace(found(Level.HIGH), finding_id=FindingId("9" * 32))
    store.write(lambda tx: tell(tx, None, another, config, DAY_1))
    (told,) = letters(store, DAY_2)
    assert told.recipient.reveal() == "ola@provstad.example"
    assert "V-" not in told.subject.reveal() + told.text.reveal()


def test_whom_she_excluded_is_told_nothing_when_the_others_are_gone(
    store: Store, config: Config
) -> None:
    siv, bo = officer(store, "siv"), officer(store, "bo")
    enrol(store, AMINA, DAY_1)
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    choices = replace(last.choices, excluded=frozenset({bo}), admitted=frozenset({siv}))
    changed = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
    store.write(lambda tx: consents.append(tx, changed))
    store.write(lambda tx: staff.disable(tx, siv, DAY_1))
    change(store, config, None, found(Level.HIGH))
    assert recipients(store) == []


def test_whom_she_excluded_reads_no_mail_of_it(store: Store, config: Config) -> None:
    eva, siv, bo = (officer(store, name) for name in ("eva", "siv", "bo"))
    store.write(lambda tx: staff.disable(tx, siv, DAY_1))
    enrol(store, AMINA, DAY_1)
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    admitted = frozenset({eva, siv})
    choices = replace(last.choices, excluded=frozenset({bo}), admitted=admitted)
    changed = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
    store.write(lambda tx: consents.append(tx, changed))
    change(store, config, None, found(Level.HIGH))
    assert recipients(store) == ["eva@provstad.example"]


def test_staff_are_led_to_their_own_log_in(store: Store, config: Config) -> None:
    portal = replace(config.portal, staff_url="https://skydd.provstad.example/")
    enrol(store, AMINA, DAY_1, recipients=EVERYBODY)
    change(store, replace(config, portal=portal), None, found(Level.ACUTE))
    told = letters(store, DAY_2)
    assert len(told) == len(EVERYBODY)
    for letter in told:
        is_hers = letter.recipient.reveal().startswith("amina")
        assert (portal.staff_url in letter.text.reveal()) is not is_hers
        assert (config.portal.base_url in letter.text.reveal()) is is_hers


def test_what_gets_worse_is_mailed_again(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1)
    change(store, config, None, found())
    worse = seen(found(), sighting(DAY_2, Level.HIGH))
    change(store, config, found(), worse)
    assert recipients(store) == ["sakerhet@provstad.example"] * 2


def test_a_flood_is_one_mail_that_outlives_who_withdraws(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.PERSON}))
    flood = Flood("of this scan")

    def see(number: int) -> None:
        new = replace(found(Level.ACUTE), finding_id=FindingId(f"{number:032}"))
        store.write(lambda tx: tell_seen(tx, None, new, config, DAY_1, address=THREAD, flood=flood))

    for number in range(MOST_OF_A_PERSON + 100):
        see(number)
    store.keys.destroy_person(AMINA)
    (letter,) = letters(store, DAY_2)
    assert letter.recipient.reveal() == "sakerhet@provstad.example"
    said = f"{letter.subject.reveal()} {letter.text.reveal()}"
    assert "Många nya ärenden" in said
    for secret in ("Amina", "forum.example", found().case_reference):
        assert secret not in said
