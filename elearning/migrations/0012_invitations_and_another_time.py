import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import elearning.models.cohorts


class Migration(migrations.Migration):
    dependencies = [
        ("elearning", "0011_cases_and_shown_reflections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CohortInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "token",
                    models.CharField(default=elearning.models.cohorts.unguessable, max_length=32, unique=True),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="elearning.cohort"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cohort_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("cohort"),
                        models.F("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="an_address_is_asked_once",
                    ),
                    models.UniqueConstraint(models.F("cohort"), models.F("user"), name="a_person_is_asked_once"),
                ]
            },
        ),
        migrations.AddField(
            model_name="enrolment", name="number", field=models.PositiveIntegerField(default=1)
        ),
        migrations.RemoveConstraint(model_name="enrolment", name="one_enrolment_per_course"),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                models.F("user"), models.F("course_key"), models.F("number"), name="enrolments_are_counted"
            ),
        ),
    ]
