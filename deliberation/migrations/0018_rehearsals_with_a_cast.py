import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0017_sessions_have_a_projector_view"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("session", "is_rehearsal", models.BooleanField(default=False, editable=False)),
        migrations.CreateModel(
            "CastRecord",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("script", models.CharField(max_length=40)),
                ("people", models.PositiveSmallIntegerField()),
                ("speed", models.PositiveSmallIntegerField(default=1)),
                ("is_living_room", models.BooleanField(default=False)),
                ("wanted_at", models.DateTimeField(null=True)),
                ("played_until", models.DateTimeField(null=True)),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cast", to="deliberation.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "RehearsalRecord",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32, unique=True)),
                ("started_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("time", "The time was over."),
                            ("break", "The cast was gone before the time was over."),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "copy",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rehearsal",
                        to="deliberation.session",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsals",
                        to="deliberation.session",
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
