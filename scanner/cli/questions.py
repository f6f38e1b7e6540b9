"""What `init` must know, with the question it asks for each."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from scanner.errors import UsageError

Ask = Callable[[str, str], str]
"""Takes a question and the default answer; gives the answer."""


def _asked(question: str, default: str = "") -> str:
    made: str = field(default="", metadata={"question": question, "default": default})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One answer a field; '' means not answered yet. Lists are separated by commas."""

    organisation: str = _asked("Name of the municipality")
    controller: str = _asked("Board that is responsible for the personal data")
    data_protection_contact: str = _asked("How to reach the data protection officer")
    legal_basis: str = _asked("Legal basis, verbatim as the lawyer decided it")
    base_url: str = _asked("Address that caseworkers reach the portal at (https://…)")
    mail_domains: str = _asked("Domains whose work e-mail may opt in")
    mail_host: str = _asked("SMTP server")
    mail_port: str = _asked("SMTP port", "587")
    mail_security: str = _asked("SMTP security: starttls, tls, or none on this machine", "starttls")
    mail_sender: str = _asked("Functional mailbox that mails come from")
    security_mailboxes: str = _asked("Mailboxes of the security team")
    hr_mailboxes: str = _asked("Mailboxes of HR (- for none)", "-")
    crawl_contact: str = _asked("Page or mailbox that site owners find in our User-Agent")
    data_folder: str = _asked("Folder for database, keys and evidence", "/var/lib/varn")
    master_key_file: str = _asked(
        "File for the master key, on another disk if you can", "/etc/varn/master.key"
    )


def completed(answers: Answers, ask: Ask | None = None) -> Answers:
    """`answers` with what is open asked for, or at its default where nobody can be asked.

    Raises `UsageError` that names the flags of what is still open.
    """
    open_fields = [one for one in fields(answers) if not getattr(answers, one.name)]
    given = {
        one.name: ask(one.metadata["question"], one.metadata["default"])
        if ask
        else one.metadata["default"]
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


def items(answer: str) -> tuple[str, ...]:
    """An answer that is a list; '-' is the empty one."""
    return () if answer == "-" else tuple(one.strip() for one in answer.split(",") if one.strip())
