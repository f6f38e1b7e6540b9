"""What a scan leaves of a person: findings, evidence, alerts, report files, a registered case."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from scanner.alert.tell import tell
from scanner.config.settings import Config
from scanner.evidence import keep
from scanner.findings.sketch import sketch
from scanner.model.assessment import Level
from scanner.model.finding import Finding
from scanner.model.ids import Address, ClusterId, FindingId, PersonId, Sha256, SourceId
from scanner.model.page import Page
from scanner.model.personal import Personal
from scanner.store import clusters, evidence_files, findings, registered, report_files
from scanner.store.database import Store, Transaction
from scanner.store.report_files import ReportFile
from tests.conftest import MORNING
from tests.findings.cast import found

WORDS = "Amina Provhult bor på Lönngatan 7, ring 070-174 06 05"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    finding: Finding
    evidence: Path
    report: Path

    @property
    def files(self) -> tuple[Path, Path]:
        return self.evidence, self.report


def expose(store: Store, config: Config, *people: PersonId) -> Exposure:
    """Everybody in one post, as a scan and a report would leave it; the first one's finding."""
    page = _page(people[0])
    prepared = keep.prepare(store.data / "evidence", store.keys.tenant_id, page)
    report = ReportFile(
        report_id=people[0], path=config.reports.folder / f"{people[0]}.html", made_at=MORNING
    )

    def work(tx: Transaction) -> Finding:
        hers = [_finding(tx, person, page, prepared.file.page_sha256) for person in people]
        for finding in hers:
            assert findings.save(tx, finding, now=MORNING)
            tell(tx, None, finding, config, MORNING)
        assert evidence_files.save(tx, prepared, people, MORNING)
        report_files.register(tx, report, people)
        return hers[0]

    finding = store.write(work)
    report.path.parent.mkdir(mode=0o700, exist_ok=True)
    report.path.write_text(f"<p>{WORDS}</p>", encoding="utf-8")
    return Exposure(
        finding=finding,
        evidence=store.data / "evidence" / prepared.file.name,
        report=report.path,
    )


def register(store: Store, finding: Finding) -> None:
    store.write(
        lambda tx: registered.register(
            tx,
            finding,
            registry_number="SN 2026/17",
            retention_reference="Gallringsbeslut 4",
            now=MORNING,
        )
    )


def _finding(tx: Transaction, person_id: PersonId, page: Page, digest: Sha256) -> Finding:
    shown = found(Level.HIGH)
    cluster_id = clusters.place(
        tx,
        person_id,
        (page.final, "p5"),
        sketch(WORDS),
        at=MORNING,
        new_id=ClusterId(person_id),
    )
    return replace(
        shown,
        person_id=person_id,
        finding_id=FindingId(person_id[::-1]),
        cluster_id=cluster_id,
        case_reference=findings.new_reference(tx),
        assessment=replace(shown.assessment, person_id=person_id),
        excerpt=replace(shown.excerpt, text=Personal(WORDS)),
        evidence_sha256=(digest,),
    )


def _page(person_id: PersonId) -> Page:
    body = f"<p>{WORDS}</p><!-- {person_id} -->".encode()
    return Page(
        source_id=SourceId("forum"),
        asked=Address(f"https://forum.example/{person_id}"),
        final=Address(f"https://forum.example/{person_id}"),
        fetched_at=MORNING,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )
