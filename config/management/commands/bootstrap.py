from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import first_account, first_agendas, first_pages
from config.bootstrap import bootstrap


class Command(BaseCommand):
    help = "Sets up what every installation needs: pages, groups, review, the first account. Can be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--test-mail", action="store_true", help="send the test mail again")

    def handle(self, *args: Any, **options: Any) -> None:
        bootstrap()
        first_pages.make_missing()
        first_agendas.make_missing()
        self.stdout.write(
            "Home page, course list, legal pages, agendas, groups and the review of course content are in place."
        )
        operator, is_new = first_account.operator(), False
        if operator is None and (wanted := first_account.wanted()):
            operator, is_new = first_account.make(wanted), True
            self.stdout.write(f"The first account is {operator.email}: it may do everything.")
        if operator is None:
            self.stdout.write(self.style.WARNING(first_account.NOBODY_YET))
        elif is_new or options["test_mail"]:
            self.stdout.write(first_account.test_mail(operator))
