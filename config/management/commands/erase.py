from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community import erasures
from community.models import User
from deliberation.models import Participation
from elearning.models import Enrolment


class Command(BaseCommand):
    help = "Erases a person for good: the account, the records of learning, and what they said in live sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the e-mail address of the account")
        parser.add_argument("--no-input", action="store_true", help="do not ask whether to go on")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            self.stdout.write("There is no account with this address: nothing to erase.")
            return
        participations = list(Participation.objects.filter(user=user).select_related("session"))
        self.tell(user, participations)
        if not options["no_input"] and input("Erase all this? It cannot be undone. [yes/no] ") != "yes":
            raise CommandError("Nothing was erased.")
        erasures.erase(user)
        self.stdout.write("Erased.")

    def tell(self, user: User, participations: list[Participation]) -> None:
        self.stdout.write(f"The account of {user} <{user.email}>")
        for participation in participations:
            self.stdout.write(f"What was said as {participation.name} in the session “{participation.session}”")
        for enrolment in Enrolment.objects.filter(user=user).select_related("release"):
            self.stdout.write(f"Progress, answers and reflections in the course “{enrolment.release.manifest.title}”")
