from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0008_drafts_and_review")]

    operations = [
        migrations.AddField("participation", "removed", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField(
            "session",
            "observer_places",
            models.PositiveSmallIntegerField(
                default=5,
                help_text="They read along and write nothing. Whoever comes in is told that they may be there.",
                validators=[MaxValueValidator(100)],
                verbose_name="places for observers",
            ),
        ),
    ]
