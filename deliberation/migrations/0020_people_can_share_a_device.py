from django.db import migrations, models

import deliberation.models.sessions


def give_each_its_own(apps, schema_editor):
    """The default is made once for all rows that are there."""
    for session in apps.get_model("deliberation", "Session").objects.all():
        session.device_key = deliberation.models.sessions.unguessable()
        session.save(update_fields=["device_key"])


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0019_own_methods_and_consent")]

    operations = [
        migrations.AddField("participation", "shares_device", models.BooleanField(default=False, editable=False)),
        migrations.AddField("session", "device_key", models.CharField(max_length=32, null=True, editable=False)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            "session",
            "device_key",
            models.CharField(
                default=deliberation.models.sessions.unguessable, editable=False, max_length=32, unique=True
            ),
        ),
    ]
