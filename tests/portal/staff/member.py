"""A member of staff at the staff's pages: joins by a link, logs in with a phone's codes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Self

from aiohttp import ClientSession
from yarl import URL

from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import staff, staff_invitations, staff_sessions
from scanner.store.database import Store, Transaction
from scanner.vault import passwords, totp
from tests.portal.visitor import Answer, Visitor

PASSWORD = "tunna gula cyklar 7"
COOKIE = "varn-staff-session"


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
        """Have an account and be logged in; what `test_join` and `test_log_in` do by the pages."""
        self.phone.secret = totp.new_secret()
        now = self._clock()

        def work(tx: Transaction) -> str:
            member = staff.add(
                tx,
                role=self.role,
                name=Personal(self.name),
                mail=Personal(self.mail),
                password_hash=Personal(_hashed()),
                secret=Personal(self.phone.secret.hex()),
                last_step=0,
                now=now,
            )
            assert member is not None
            return staff_sessions.start(tx, member.staff_id, now)

        token = self._store.write(work)
        self._session.cookie_jar.update_cookies({COOKIE: token}, URL(self._address))
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


@cache
def _hashed() -> str:
    return passwords.hashed(PASSWORD)
