from typing import Any

from django.core.management.base import BaseCommand

from config.bootstrap import bootstrap


class Command(BaseCommand):
    help = "Sets up what every installation needs: home page, groups, permissions, review. Can be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        bootstrap()
        self.stdout.write(self.style.SUCCESS("Home page, groups and the review of course content are in place."))
