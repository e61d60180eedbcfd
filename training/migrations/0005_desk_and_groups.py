import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def set_apart(apps, schema_editor):
    """A reason belongs to whoever gave it as much as to whom it is about, so it is a row of its own."""
    marks = apps.get_model("training", "Mark").objects.exclude(reason="")
    reasons = apps.get_model("training", "MarkReason").objects
    reasons.bulk_create(reasons.model(mark=mark, by_id=mark.by_id, text=mark.reason) for mark in marks)


def put_back(apps, schema_editor):
    for reason in apps.get_model("training", "MarkReason").objects.select_related("mark"):
        reason.mark.reason = reason.text
        reason.mark.save(update_fields=["reason"])


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("training", "0004_open_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="needs",
            name="read_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="GroupPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.PositiveSmallIntegerField(verbose_name="group")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_places",
                        to="training.registration",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_places", to="training.sitting"
                    ),
                ),
            ],
            options={"ordering": ["sitting", "group", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="groupplace",
            constraint=models.UniqueConstraint(
                models.F("sitting"), models.F("registration"), name="one_group_a_sitting_and_person"
            ),
        ),
        migrations.CreateModel(
            name="MarkReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="given_reason", to="training.mark"
                    ),
                ),
            ],
        ),
        migrations.RunPython(set_apart, put_back),
        migrations.RemoveField(model_name="mark", name="reason"),
    ]
