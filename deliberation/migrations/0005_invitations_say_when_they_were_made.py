from datetime import timedelta

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def keep_how_long_links_hold(apps, schema_editor):
    """A link holds two days from when it was made at the least: from the end that was stored, the beginning follows."""
    apps.get_model("deliberation", "Invitation").objects.update(created_at=F("expires_at") - timedelta(days=2))


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0004_keys_by_person")]

    operations = [
        migrations.AddField("invitation", "created_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RunPython(keep_how_long_links_hold, migrations.RunPython.noop),
        migrations.RemoveField("invitation", "expires_at"),
    ]
