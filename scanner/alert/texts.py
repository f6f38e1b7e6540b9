"""What an alert says: nothing of the case but its reference, and what to do by when."""

from scanner.config.settings import Config
from scanner.model.alert import Alert
from scanner.model.consent import WORKPLACE, Recipient
from scanner.render.mails import MailText, mail


def compose(
    alert: Alert,
    config: Config,
    language: str,
    *,
    chosen: frozenset[Recipient],
    stop_link: str = "",
) -> MailText:
    """The mail of an alert. Security's says the level too; hers has a link to stop the watch, and
    says whom she has `chosen`."""
    portal = config.portal
    is_hers = alert.recipient is Recipient.PERSON
    return mail(
        alert.text,
        language,
        config,
        case_reference=alert.case_reference,
        level=alert.level,
        respond_by=alert.respond_by,
        opens_at=alert.opens_at,
        stop_link=stop_link,
        told=tuple(one for one in WORKPLACE if one in chosen),
        login_url=portal.base_url if is_hers else portal.staff_address,
    )
