"""The one register: what the apps declare of the personal data that they store, put together.

From it follow the page and the download of a person's data, the purge, the report, and the data sheet.
"""

from django.utils.translation import gettext_lazy as _

from cms import privacy as cms_privacy
from cms.register import NoPersonalData, PersonalData
from community import privacy as community_privacy
from deliberation import privacy as deliberation_privacy
from elearning import privacy as elearning_privacy
from training import privacy as training_privacy

PERSONAL: tuple[PersonalData, ...] = (
    *community_privacy.PERSONAL,
    *elearning_privacy.PERSONAL,
    *training_privacy.PERSONAL,
    *deliberation_privacy.PERSONAL,
    *cms_privacy.PERSONAL,
)

IMPERSONAL: tuple[NoPersonalData, ...] = (
    *community_privacy.IMPERSONAL,
    *elearning_privacy.IMPERSONAL,
    *training_privacy.IMPERSONAL,
    *deliberation_privacy.IMPERSONAL,
    *cms_privacy.IMPERSONAL,
    NoPersonalData("config.JobRecord", "name failure", _("Made by the program.")),
)

# What stands nowhere in the database: the place, what is there, for how long.
ELSEWHERE = (
    (
        _("Your browser"),
        _(
            "A cookie that keeps you logged in or keeps your place as a guest, one against forged forms, your "
            "language; in lessons and in the live room, what you have begun to write, and the number of your account, "
            "so that nobody after you finds it."
        ),
        _("two weeks, the language a year, what you write until you hand it in or log out"),
    ),
    (
        _("The server's memory"),
        _("The internet address from which somebody logs in, against guessing passwords; who is in a live room now."),
        _("minutes, and while you are there"),
    ),
    (
        _("The list of erasures"),
        _(
            "A number and a date for each account that was erased, no name: so that it stays erased when a backup "
            "comes back."
        ),
        _("always"),
    ),
    (
        _("Backups"),
        _("Copies of the database and of uploaded files."),
        _("as long as the operator keeps them; the privacy statement says how long"),
    ),
    (
        _("Log files"),
        _("That something went wrong. No names, no texts, no internet addresses."),
        _("up to the operator"),
    ),
)
