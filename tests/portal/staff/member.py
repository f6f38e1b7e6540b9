"""A member of staff at the staff's pages: joins by a link, logs in with a phone's codes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from aiohttp import ClientSession

from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import staff, staff_invitations
from scanner.store.database import Store
from scanner.vault import totp
from tests.portal.visitor import Answer, Visitor

PASSWORD = "tunna gula cyklar 7"
STEP = timedelta(seconds=totp.STEP_SECONDS)


@dataclass
class Phone:
    """An authenticator app."""

    secret: bytes
    clock: Callable[[], datetime]

    def code(self, ahead: int = 0) -> str:
        return totp.code(self.secret, totp.step_of(self.clock()) + ahead)


class Member(Visitor):
    def __init__(
        self,
        address: str,
        session: ClientSession,
        store: Store,
        clock: Callable[[], datetime],
        role: Role,
        number: int,
    ) -> None:
        self._address, self._session, self._store = address, session, store
        self.role = role
        self.name = f"Eva {role.title()}son {number}"
        self.mail = f"{role}{number}@provstad.example"
        self.phone = Phone(b"", clock)
        self._clock = clock

    @property
    def staff_id(self) -> StaffId:
        account = self._store.read(lambda tx: staff.by_mail(tx, Personal(self.mail)))
        assert account is not None
        return account.member.staff_id

    def invitation(self) -> str:
        return self._store.write(
            lambda tx: staff_invitations.issue(tx, self.role, "test", self._clock())
        )

    async def joined(self) -> Self:
        """Make an account; she is logged in then."""
        page = await self.open(f"/invitation/{self.invitation()}")
        self.phone.secret = bytes.fromhex(page.fields("/invitation")["secret"][0])
        answer = await self.press(
            page,
            "/invitation",
            name=self.name,
            mail=self.mail,
            password=PASSWORD,
            code=self.phone.code(-1),
        )
        assert answer.status == 200, answer.words
        return self

    async def log_in(self, mail: str = "", *, password: str = PASSWORD, code: str = "") -> Answer:
        return await self.press(
            await self.open("/"),
            "/log-in",
            mail=mail or self.mail,
            password=password,
            code=code or self.phone.code(),
        )

    async def leave(self) -> Answer:
        return await self.press(await self.open("/account"), "/leave")
