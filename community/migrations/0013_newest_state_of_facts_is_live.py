from django.db import migrations, models


def newest_state_is_live(apps, schema_editor):
    """Before there were drafts, whatever was saved was live."""
    facts = apps.get_model("community", "Organisation").objects.exclude(latest_revision=None)
    facts.update(live_revision=models.F("latest_revision"))


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0012_facts_have_drafts_and_review'),
    ]

    operations = [
        migrations.RunPython(newest_state_is_live, migrations.RunPython.noop),
    ]
