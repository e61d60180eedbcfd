"""Takes place, camera and authors out of files that were stored before uploads were cleaned."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, no_translations

from cms import cleaning


class Command(BaseCommand):
    help = "Clean files that an earlier version stored: photos lose place and camera, documents their authors."

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        done = Counter(self._clean(name) for name in cleaning.stored())
        total = f"{done.total()} files: {done['cleaned']} cleaned, {done['clean']} told nothing"
        self.stdout.write(f"{total}, {done['left']} left as they are.")

    def _clean(self, name: str) -> str:
        try:
            if not cleaning.clean(name):
                return "clean"
        except ValidationError as error:
            self.stderr.write(f"Left as it is, please replace or delete it: {name}. {' '.join(error.messages)}")
            return "left"
        self.stdout.write(f"Cleaned: {name}")
        return "cleaned"
