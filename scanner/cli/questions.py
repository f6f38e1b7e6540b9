"""What `init` must know, with the question it asks for each."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from scanner.errors import UsageError

Ask = Callable[[str, str], str]
"""Takes a question and the default answer; gives the answer."""


def _asked(option: str, question: str, default: str = "") -> str:
    """The answer is the `option` of scan.toml, as ``section.key``."""
    asked = {"option": option, "question": question, "default": default}
    made: str = field(default="", metadata=asked)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One answer a field; '' means not answered yet. Lists are separated by commas."""

    organisation: str = _asked("organisation.name", "Name of the municipality")
    controller: str = _asked(
        "organisation.controller", "Board that is responsible for the personal data"
    )
    data_protection_contact: str = _asked(
        "organisation.data_protection_contact", "How to reach the data protection officer"
    )
    legal_basis: str = _asked(
        "organisation.legal_basis", "Legal basis, verbatim as the lawyer decided it"
    )
    base_url: str = _asked(
        "portal.base_url", "Address that caseworkers reach the portal at (https://…)"
    )
    staff_url: str = _asked(
        "portal.staff_url",
        "Address that staff reach theirs at (https://…, - for this machine)",
        "-",
    )
    trusted_proxies: str = _asked(
        "portal.trusted_proxies", "Addresses of the proxies that bring TLS (- for none)", "-"
    )
    mail_domains: str = _asked("portal.mail_domains", "Domains whose work e-mail may opt in")
    mail_host: str = _asked("mail.host", "SMTP server")
    mail_port: str = _asked("mail.port", "SMTP port", "587")
    mail_security: str = _asked(
        "mail.security", "SMTP security: starttls, tls, or none on this machine", "starttls"
    )
    mail_sender: str = _asked("mail.sender", "Functional mailbox that mails come from")
    security_mailboxes: str = _asked("recipients.security", "Mailboxes of the security team")
    hr_mailboxes: str = _asked("recipients.hr", "Mailboxes of HR (- for none)", "-")
    crawl_contact: str = _asked(
        "crawl.contact", "Page or mailbox that site owners find in our User-Agent"
    )
    data_folder: str = _asked(
        "data.folder", "Folder for database, keys and evidence", "/var/lib/varn"
    )
    master_key_file: str = _asked(
        "data.master_key_file",
        "File for the master key, on another disk if you can",
        "/etc/varn/master.key",
    )
    erased_list: str = _asked(
        "backup.erased_list",
        "File on another disk that notes who was erased, by random ids (- for none yet)",
        "-",
    )


def completed(answers: Answers, proposed: Answers, ask: Ask | None = None) -> Answers:
    """`answers` with what is open asked for, or at its default where nobody can be asked.

    What is `proposed` takes the place of a question's own default. Raises `UsageError` that names
    the flags of what is still open.
    """
    open_fields = [one for one in fields(answers) if not getattr(answers, one.name)]
    defaults = {
        one.name: getattr(proposed, one.name) or one.metadata["default"] for one in open_fields
    }
    given = {
        one.name: ask(one.metadata["question"], defaults[one.name]) if ask else defaults[one.name]
        for one in open_fields
    }
    if still_open := [name for name, answer in given.items() if not answer]:
        flags = " ".join(f"--{name.replace('_', '-')}" for name in still_open)
        raise UsageError(f"`init` needs to know more. Give {flags}, or run it on a terminal.")
    return replace(answers, **given)


def revised(answers: Answers, ask: Ask) -> Answers:
    """Everything asked for again, with what was answered as the default."""
    return Answers(
        **{
            one.name: ask(one.metadata["question"], getattr(answers, one.name))
            for one in fields(answers)
        }
    )


def asked_for(complaint: str) -> str:
    """A complaint about options of scan.toml in the words of the questions."""
    for one in fields(Answers):
        option, question = one.metadata["option"], one.metadata["question"]
        complaint = complaint.replace(f'"{option}"', f'"{question}"')
    return complaint


def meant(answers: Answers) -> dict[str, str]:
    """What the answers say of the options of scan.toml; '-' leaves one at its default."""
    said = {one.metadata["option"]: getattr(answers, one.name) for one in fields(answers)}
    return {option: answer for option, answer in said.items() if answer != "-"}
