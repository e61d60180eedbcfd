from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import translation
from django_tasks import DEFAULT_TASK_QUEUE_NAME

from config import demo
from config.bootstrap import bootstrap
from config.demo import bridges, cases, cohorts, english, learners, network, pages, sessions, tasks, trainings
from config.env import VAR
from config.work import work_off
from deliberation.models import Session

WHO = {
    "trainee": "takes courses and joins sessions",
    "trainer": "plans and moderates sessions",
    "editor": "writes courses and pages",
    "coordinator": "keeps the directory of organisations",
}


class Command(BaseCommand):
    help = "Sets up the database and the demo content, where they are missing, and says whom to log in as."

    def handle(self, *args: Any, **options: Any) -> None:
        VAR.mkdir(exist_ok=True)
        with demo.one_at_a_time(VAR / "demo.lock", self.stdout.write):
            session = self.set_up()
        self.tell(session.key)

    def set_up(self) -> Session:
        # In one process: each further start of Django would cost another second or two.
        self.stdout.write("Preparing the database (about half a minute the first time) ...")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        with translation.override(settings.LANGUAGE_CODE):
            bootstrap()
            self.stdout.write("Loading organisations and people ...")
            people = network.load()
            self.stdout.write("Loading pages and courses ...")
            pages.load()
            english.load()
            tasks.load(people)
            learners.load(people)
            cohorts.load(people)
            cases.load(people)
            self.stdout.write("Loading sessions ...")
            session = sessions.load(people)
            self.stdout.write("Loading trainings ...")
            trainings.load(people, session)
            bridges.link()
            self.stdout.write("Making it all findable ...")
            work_off(DEFAULT_TASK_QUEUE_NAME)
        return session

    def tell(self, key: str) -> None:
        rows = [
            (role, row["email"])
            for role in WHO
            for row in demo.content("network")["person"]
            if row.get("demo_login") and row["roles"][0] == role
        ]
        self.stdout.write(f"\nLog in at {settings.BASE_URL}/accounts/login/ with the password {demo.PASSWORD} as\n")
        for role, email in rows:
            self.stdout.write(f"  {email:<24} {role}: {WHO[role]}")
        self.stdout.write(f"  {network.OPERATOR:<24} operator: may do everything, at {settings.BASE_URL}/admin/")
        room = settings.BASE_URL + reverse("deliberation:room", args=[key])
        self.stdout.write(f"\nA live session to join now: {room}")
        self.stdout.write("Its cast comes when somebody enters: invented people who talk by a script.\n")
