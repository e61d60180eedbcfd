import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0020_people_can_share_a_device"),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="experience",
            field=models.CharField(
                blank=True,
                choices=[("new", "new to them"), ("experienced", "knows them well")],
                max_length=12,
                verbose_name="conversations like this",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sq", "Albanian"),
                    ("am", "Amharic"),
                    ("ar", "Arabic"),
                    ("bs", "Bosnian, Croatian, Serbian"),
                    ("bg", "Bulgarian"),
                    ("zh", "Chinese"),
                    ("prs", "Dari"),
                    ("en", "English"),
                    ("fa", "Persian"),
                    ("fr", "French"),
                    ("gsg", "German sign language"),
                    ("el", "Greek"),
                    ("it", "Italian"),
                    ("ku", "Kurdish (Kurmanji)"),
                    ("ckb", "Kurdish (Sorani)"),
                    ("ps", "Pashto"),
                    ("pl", "Polish"),
                    ("pt", "Portuguese"),
                    ("ro", "Romanian"),
                    ("ru", "Russian"),
                    ("so", "Somali"),
                    ("es", "Spanish"),
                    ("ti", "Tigrinya"),
                    ("tr", "Turkish"),
                    ("uk", "Ukrainian"),
                    ("ur", "Urdu"),
                    ("vi", "Vietnamese"),
                ],
                max_length=3,
                verbose_name="speaks well",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="needs_language",
            field=models.BooleanField(default=False, verbose_name="sits beside somebody who speaks it, too"),
        ),
        migrations.AddField(
            model_name="session",
            name="continues",
            field=models.ForeignKey(
                blank=True,
                help_text="A session of yours with the same people. Breakout rooms are mixed anew: who met then meets others.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="continued_by",
                to="deliberation.session",
                verbose_name="continues",
            ),
        ),
    ]
