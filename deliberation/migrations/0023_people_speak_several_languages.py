from django.db import migrations, models

LANGUAGES = [
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
]


def language(name: str) -> models.CharField:
    return models.CharField(blank=True, choices=LANGUAGES, default="", max_length=3, verbose_name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0022_cards"),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="second_language",
            field=language("a second language"),
        ),
        migrations.AddField(
            model_name="participation",
            name="third_language",
            field=language("a third language"),
        ),
        migrations.AlterField(
            model_name="participation",
            name="needs_language",
            field=models.BooleanField(default=False, verbose_name="sits beside somebody who speaks one of them, too"),
        ),
    ]
