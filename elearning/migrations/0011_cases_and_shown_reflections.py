import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def part(label, help_text):
    return models.TextField(help_text=help_text, max_length=3000, verbose_name=label)


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("elearning", "0010_cohorts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ShownReflection",
            fields=[
                ("id", key()),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("trainers", "the trainers"),
                            ("cohort", "everybody in the cohort, and the trainers"),
                        ],
                        max_length=10,
                    ),
                ),
                ("shown_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown_reflections",
                        to="elearning.cohort",
                    ),
                ),
                (
                    "reflection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown", to="elearning.reflection"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", key()),
                ("situation", part("the situation", "Where was it, and what was it about?")),
                (
                    "who",
                    part(
                        "who was there", "What did each of them say or do? Roles are enough: no names, please."
                    ),
                ),
                ("thought", part("what you thought", "What went through your mind? How did you feel?")),
                ("happened", part("what happened then", "What did you do, and how did it end?")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["-written_at"]},
        ),
        migrations.CreateModel(
            name="CaseConsent",
            fields=[
                ("id", key()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="elearning.case"
                    ),
                ),
            ],
            options={
                "ordering": ["given_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"), condition=models.Q(("taken_back_at", None)), name="one_open_consent_a_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseDraft",
            fields=[
                ("id", key()),
                ("text", models.TextField(max_length=10000, verbose_name="draft")),
                ("in_course", models.BooleanField(default=False, verbose_name="It stands in a course.")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="elearning.case"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
