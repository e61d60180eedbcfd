"""Apart from 0003, because PostgreSQL changes no table whose rows were changed in the same transaction."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_glossary_terms_by_language")]

    operations = [
        migrations.AlterField(
            model_name="glossaryterm",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="glossaryterm",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name="glossaryterm",
            name="slug",
            field=models.SlugField(
                help_text="The word in small letters, as it stands in links: group-focused-enmity",
                max_length=100,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="glossaryterm",
            name="term",
            field=models.CharField(max_length=100, verbose_name="term"),
        ),
        migrations.AlterUniqueTogether(
            name="glossaryterm",
            unique_together={("translation_key", "locale")},
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.UniqueConstraint(
                models.F("locale"), models.F("term"), name="one_definition_per_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.UniqueConstraint(
                models.F("locale"), models.F("slug"), name="one_term_per_address"
            ),
        ),
    ]
