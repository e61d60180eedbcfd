"""Who is let into a live session, and who may stay there."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community import second_factor
from community.accounts import with_groups
from community.models import User
from deliberation.core.acting import Role
from deliberation.entrance import GUEST_KEYS
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Close
from deliberation.log.commits import read
from deliberation.models import Participation, RoomRecord

MOST = 500  # callers in one reading

Browser = Mapping[str, Any]  # what the session of a browser holds


@dataclass(frozen=True, slots=True)
class Admitted:
    """All that a live session needs to know of the one who comes in: where, who, and with which browser."""

    session: int
    plenary: int  # its log says in which room of the session they are
    participation: int
    name: str
    role: Role
    kind: str
    browser: str  # the key of the browser's session
    guest: bool = False

    @property
    def device(self) -> str:
        return device(self.browser)


def device(browser: str) -> str:
    """Names a browser to other processes without giving away its key."""
    return hashlib.blake2b(browser.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who wants to come in: to the session with this key, from this browser."""

    key: str
    browser: str


Answer = Admitted | Close | None  # None: for them the session does not exist


class Admissions:
    """Reads who may come in. While one reading runs the next callers gather, and are then read together."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._waiting: list[tuple[Caller, asyncio.Future[Answer]]] = []
        self._is_reading = False

    async def admit(self, caller: Caller) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((caller, future))
        if not self._is_reading:
            self._is_reading = True
            self._tasks.start(self._read())
        return await future

    async def _read(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._answer([caller for caller, _ in asked], [future for _, future in asked])
        finally:
            self._is_reading = False

    async def _answer(self, callers: list[Caller], futures: "list[asyncio.Future[Answer]]") -> None:
        try:
            answers = await read(admit_all, callers)
        except Exception as error:
            answers = [error] * len(callers)
        for future, answer in zip(futures, answers, strict=True):
            if future.done():  # they have gone meanwhile
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)


def admit_all(callers: Sequence[Caller]) -> list[Answer]:
    """Into their sessions, each from their browser; four queries, however many they are."""
    browsers = open_browsers(each.browser for each in callers)
    users = accounts_of(browsers.values())
    logged_in = {key: user for key, each in browsers.items() if (user := who_is_logged_in(each, users))}
    missing = second_factor.missing(logged_in.values())  # pages lead them to setting one up
    places = Participations.of(callers, logged_in.values(), browsers.values())
    found: list[Answer] = []
    for caller in callers:
        user = logged_in.get(caller.browser)
        lacks = user is not None and user.pk in missing
        found.append(None if lacks else places.answer(caller, user, browsers.get(caller.browser, {})))
    return found


@dataclass(frozen=True, slots=True)
class Participations:
    """The participations of several callers, by session and account, or by session and the key of a guest."""

    by_account: Mapping[tuple[str, int], Any]
    by_key: Mapping[tuple[str, str], Any]

    @classmethod
    def of(cls, callers: Iterable[Caller], users: Iterable[User], browsers: Iterable[Browser]) -> "Participations":
        keys = [key for browser in browsers for key in browser.get(GUEST_KEYS, {}).values()]
        sessions = {caller.key for caller in callers}
        theirs = Participation.objects.filter(Q(user__in=users) | Q(user=None, key__in=keys), session__key__in=sessions)
        inside = theirs.filter(session__rooms__kind=RoomRecord.Kind.PLENARY)
        rows = list(inside.annotate(plenary=F("session__rooms"), at=F("session__key")))
        return cls(
            {(row.at, row.user_id): row for row in rows if row.user_id is not None},
            {(row.at, row.key): row for row in rows if row.user_id is None},
        )

    def answer(self, caller: Caller, user: User | None, browser: Browser) -> Answer:
        """That of their account first, as `entrance.theirs` has it."""
        person = self.by_account.get((caller.key, user.pk)) if user else None
        for key in browser.get(GUEST_KEYS, {}).values():
            person = person or self.by_key.get((caller.key, key))
        if person is None:
            return None
        return Close.REMOVED if person.removed else admitted(person, person.plenary, caller.browser)


def admit_again(before: Sequence[Admitted]) -> list[Admitted | Close]:
    """Those who are inside, as they would be let in now, or why they have to leave; two queries, however many they are.

    A browser gets another session when somebody logs in with it or changes the password there: it is sent to come back
    with that one.
    """
    people = Participation.objects.select_related("user").in_bulk([each.participation for each in before])
    browsers = open_browsers(each.browser for each in before)
    found = ((each, people.get(each.participation), browsers.get(each.browser)) for each in before)
    return [admitted_or_reason(*each) for each in found]


def admitted_or_reason(each: Admitted, person: Participation | None, browser: Browser | None) -> Admitted | Close:
    if person is None:
        return Close.REVOKED
    if person.removed:
        return Close.REMOVED
    if browser is None:
        return Close.UNAVAILABLE
    return admitted(person, each.plenary, each.browser) if belongs(person, browser) else Close.REVOKED


def belongs(person: Participation, browser: Browser) -> bool:
    """Whether this is (still) the participation of whoever sits before the browser with this session."""
    if person.user is None:
        return bool(browser.get(GUEST_KEYS, {}).get(str(person.session_id)) == person.key)
    return who_is_logged_in(browser, {person.user.pk: person.user}) is not None


# --- browsers ---------------------------------------------------------------------------------------------------------


def open_browsers(keys: Iterable[str]) -> dict[str, Browser]:
    """What the sessions of these browsers hold, without those that are over."""
    stores = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects
    open_now = stores.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    return {store.session_key: store.get_decoded() for store in open_now}


def accounts_of(browsers: Iterable[Browser]) -> dict[int, User]:
    """Only what is asked of them here: a thousand of them come at once."""
    ids = [id for browser in browsers if (id := account_in(browser))]
    people = User.objects.filter(pk__in=ids).only("password", "is_active", "is_superuser")
    return {user.pk: user for user in with_groups(people)} if ids else {}


def account_in(browser: Browser) -> int | None:
    known = browser.get(auth.SESSION_KEY)
    return int(known) if known and browser.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS else None


def who_is_logged_in(browser: Browser, users: Mapping[int, User]) -> User | None:
    """Of these people; nobody where the password was changed elsewhere, or the account is switched off."""
    user = users.get(account_in(browser) or 0)
    if user is None or not user.is_active:
        return None
    password = browser.get(auth.HASH_SESSION_KEY, "")
    return user if constant_time_compare(password, user.get_session_auth_hash()) else None


def admitted(person: Participation, plenary: int, browser: str) -> Admitted:
    is_guest = person.user_id is None
    return Admitted(
        person.session_id, plenary, person.pk, person.name, Role(person.role), person.kind, browser, is_guest
    )
