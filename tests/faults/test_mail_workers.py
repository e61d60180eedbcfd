"""Workers that are killed while they hand over mails: none is missing, and a repeated one is the same mail."""

import asyncio
import os
import signal
import sys
from collections import defaultdict
from email import message_from_string

import pytest

from tests.faults.mail_server import STEPS, mail_server
from tests.faults.sites import LONG_RUN, EmbeddedSite

pytestmark = pytest.mark.faults

# In the short run at each step twice: at the first and at the second mail of a worker.
KILLS, PEOPLE = (50, 80) if LONG_RUN else (2 * len(STEPS), 30)  # people: more than are reached while workers are killed
LONG = 300.0  # seconds: a machine under load is no failure


class Killer:
    """Kills the worker at a step of the conversation, each time at another one, in every second round only at its
    second mail."""

    def __init__(self) -> None:
        self.kills: list[str] = []
        self.pid = 0
        self.greeted = 0

    def begin(self, pid: int) -> None:
        self.pid, self.greeted = pid, 0

    @property
    def step(self) -> str:
        return STEPS[len(self.kills) % len(STEPS)]

    async def __call__(self, step: str) -> None:
        if step == "greeting":
            self.greeted += 1
        is_time = self.greeted == 1 + len(self.kills) % 2 and step == self.step
        if self.pid and is_time and len(self.kills) < KILLS:
            os.kill(self.pid, signal.SIGKILL)
            self.kills.append(step)
            self.pid = 0


async def workers(site, address):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.mail_workers",
        str(PEOPLE),
        env=site.environment | {"EMAIL_URL": address},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def test_no_mail_is_missing_after_many_kills_and_a_repeated_one_is_the_same(tmp_path):
    site, killer = EmbeddedSite(tmp_path), Killer()
    async with mail_server(told=killer) as (address, received):
        process = await workers(site, address)
        ended = None
        while ended != 0:
            process.stdin.write(b"go on\n")
            killer.begin(int(await asyncio.wait_for(process.stdout.readline(), LONG)))
            ended = int(await asyncio.wait_for(process.stdout.readline(), LONG))
            assert ended in (0, signal.SIGKILL)
        process.stdin.close()
        await process.wait()
    assert len(killer.kills) == KILLS
    assert set(killer.kills) == set(STEPS)
    told = by_recipient(received)
    assert len(told) == PEOPLE
    assert all(len(set(map(said, mails))) == 1 for mails in told.values())
    assert any(len(mails) > 1 for mails in told.values())
    ids = {message_from_string(mails[0])["Message-ID"] for mails in told.values()}
    assert ids == {id for (id,) in site.rows("SELECT message_id FROM community_outgoingmail")}
    assert site.rows("SELECT DISTINCT state FROM community_outgoingmail") == [("sent",)]


def said(mail):
    """All but the lines between the parts, which are of chance."""
    message = message_from_string(mail)
    parts = tuple(
        (part.get_content_type(), str(part.get_payload())) for part in message.walk() if not part.is_multipart()
    )
    return message["Message-ID"], message["Date"], message["Subject"], parts


def by_recipient(received):
    told = defaultdict(list)
    for mail in received:
        told[message_from_string(mail)["To"]].append(mail)
    return told
