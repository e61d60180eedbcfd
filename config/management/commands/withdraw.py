"""Deletes a picture, recording or document that learners already have in their lessons."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from elearning.kept import HELD, withdraw


class Command(BaseCommand):
    help = "Delete a file although released lessons show it, for example because somebody in the picture asks for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(HELD))
        parser.add_argument("id", type=int, help="The number in the address of its page in the CMS.")

    def handle(self, *args: Any, **options: Any) -> None:
        file = HELD[options["kind"]]._default_manager.filter(pk=options["id"]).first()
        if file is None:
            raise CommandError(f"There is no {options['kind']} {options['id']}.")
        with transaction.atomic():
            lessons = withdraw(file)
        self.stdout.write(f"Deleted. Released lessons that show it no longer: {', '.join(lessons) or 'none'}")
