import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0023_people_speak_several_languages"),
        ("training", "0002_changes_and_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="LivePlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="live_place",
                        to="deliberation.participation",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="live_places",
                        to="training.registration",
                    ),
                ),
            ],
        ),
    ]
