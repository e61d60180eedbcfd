"""Pages and snippets that any site needs: home, standard pages, glossary, media with transcript, site settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia


class Recording(AbstractMedia):
    """Video or audio; nobody is shut out of it, so the transcript is part of it."""

    transcript = models.TextField(_("transcript"), help_text=_("Everything that is said, and what matters of what is seen."))
    captions = models.FileField(
        _("captions (WebVTT)"), upload_to="captions", blank=True, help_text=_("Needed for videos with speech.")
    )

    admin_form_fields = ("title", "file", "collection", "duration", "thumbnail", "transcript", "captions", "tags")
