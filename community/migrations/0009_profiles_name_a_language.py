from django.conf import settings
from django.db import migrations


def name_languages(apps, schema_editor):
    """As `community.profiles` does from now on: what the account says, or else the language of the site."""
    for profile in apps.get_model("wagtailusers", "UserProfile").objects.select_related("user"):
        chosen = profile.user.language or profile.preferred_language
        known = chosen in settings.INTERFACE_LANGUAGES
        profile.preferred_language = chosen if known else settings.LANGUAGE_CODE
        profile.save(update_fields=["preferred_language"])


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0008_browser_sessions_say_whose_they_are"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(name_languages, migrations.RunPython.noop)]
