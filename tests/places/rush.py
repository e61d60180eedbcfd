"""Everybody asks at the same moment; some cancel again, others accept or decline what they are offered."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from community.models import OrganisationKind, User
from tests.faults.furnish import AsTheModelsAre
from tests.places.reading import Account, read
from tests.training.planned import announced, person
from training import entries, log, registering
from training.core.acting import Refused, Who
from training.core.places import EVENTS, Cancel, Lapse
from training.models import Entry, Registration, Training

PEOPLE, PLACES = 200, 12
CONNECTIONS = 60
KINDS = OrganisationKind.values
QUOTAS = {KINDS[0]: 5, KINDS[3]: 3}
CANCELLING = 0.7  # of those who registered


def rush() -> dict[str, Any]:
    open_more_connections()
    settings.MIGRATION_MODULES = AsTheModelsAre()
    call_command("migrate", run_syncdb=True, verbosity=0)
    trainer, chance = person("Jutta"), random.Random(18)
    started = time.monotonic()
    automatic = played(announced(trainer, "Automatic", capacity=PLACES, quotas=QUOTAS), chance)
    offers = played(announced(trainer, "Offers", capacity=PLACES, quotas=QUOTAS, waiting="offer"), chance)
    return {
        "database": connection.vendor,
        "requests": PEOPLE,
        "places": PLACES,
        "automatic": automatic,
        "offers": offers,
        "seconds": round(time.monotonic() - started, 1),
        "passed": not automatic["wrong"] and not offers["wrong"],
    }


def open_more_connections() -> None:
    """Those of one process are as many as its threads; here as many as there would be of several processes."""
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": CONNECTIONS, "timeout": 120}


def played(training: Training, chance: random.Random) -> dict[str, Any]:
    people = [person(f"{training.title}{number}") for number in range(PEOPLE)]
    acts = [acting(training, user, chance.choice(KINDS), chance.random()) for user in people]
    at_once([*acts, lambda: lapse(training)])
    account = read(events_of(training))
    return told(account, training)


def acting(training: Training, user: User, kind: str, drawn: float) -> Callable[[], None]:
    def act() -> None:
        registration = registering.register(training, user, user.display_name, kind, {})
        if drawn < CANCELLING:
            log.ask(training.pk, Who.REGISTERED, Cancel(registration.pk), user)
        answer_offers(training, drawn)

    return act


def answer_offers(training: Training, drawn: float) -> None:
    """Whoever was offered a place, whoever asks: two that answer at once for one person are one answer."""
    for registration in Registration.objects.filter(training=training, state="offered")[:1]:
        try:
            registering.answer(registration, "accept" if drawn > CANCELLING / 2 else "decline")
        except Refused:
            continue


def lapse(training: Training) -> None:
    log.ask(training.pk, Who.CLOCK, Lapse())


def at_once(acts: list[Callable[[], None]]) -> None:
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        together.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as everybody:
        list(everybody.map(run, acts))


def events_of(training: Training) -> list[Any]:
    stored = Entry.objects.filter(training=training).order_by("seq").values_list("kind", "data")
    return [msgspec.convert(data, EVENTS[kind]) for kind, data in stored]


def told(account: Account, training: Training) -> dict[str, Any]:
    seats = entries.load(training.pk).seats
    columns = dict(Registration.objects.filter(training=training).values_list("pk", "state"))
    differing = sum(seat.state != columns[registration] for registration, seat in seats.items())
    return {
        "freed": account.freed,
        "promotions": account.promotions,
        "oversold": account.oversold,
        "promotions_missing": account.promotions_missing,
        "promotions_too_many": account.promotions_too_many,
        "out_of_order": account.out_of_order,
        "twice": account.twice,
        "columns_differing": differing,
        "not_registered": PEOPLE - len(columns),
        "wrong": account.wrong + differing + PEOPLE - len(columns),
    }
