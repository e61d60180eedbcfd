from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community import second_factor
from community.models import User


class Command(BaseCommand):
    help = "Takes away a second factor that was lost, logs its owner out and tells them by mail. It is in the history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the e-mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        second_factor.reset(user)
        self.stdout.write(f"{user} <{user.email}> logs in with the password alone and is led to setting up a new one.")
