"""Terms that are there already are in the default language."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def put_terms_into_the_default_language(apps, schema_editor):
    locales = apps.get_model("wagtailcore", "Locale").objects
    terms = apps.get_model("cms", "GlossaryTerm").objects
    for term in terms.filter(locale=None):
        term.locale, _ = locales.get_or_create(language_code=settings.LANGUAGE_CODE)
        term.translation_key = uuid.uuid4()
        term.save()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_first_home_page"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="glossaryterm",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField(
            model_name="glossaryterm",
            name="translation_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(put_terms_into_the_default_language, migrations.RunPython.noop),
    ]
