import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import elearning.models.cohorts


class Migration(migrations.Migration):
    dependencies = [
        ("elearning", "0009_scales_and_resolutions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("course_key", models.UUIDField()),
                (
                    "code",
                    models.CharField(
                        default=elearning.models.cohorts.new_code, max_length=20, unique=True, verbose_name="code"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "trainers",
                    models.ManyToManyField(
                        related_name="cohorts_led", to=settings.AUTH_USER_MODEL, verbose_name="trainers"
                    ),
                ),
            ],
            options={"verbose_name": "cohort", "verbose_name_plural": "cohorts", "ordering": ["-created_at"]},
        ),
        migrations.CreateModel(
            name="CohortMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="elearning.cohort"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cohorts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("cohort"), models.F("user"), name="one_place_in_a_cohort"
                    )
                ]
            },
        ),
    ]
