from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0009_profiles_name_a_language")]

    operations = [
        # Those from before do not say what waits in them. 0008 emptied the table as well: people log in once for both.
        migrations.RunSQL("DELETE FROM community_browsersession", migrations.RunSQL.noop),
        migrations.AddField(
            "browsersession",
            "unsent_of",
            models.CharField(blank=True, db_index=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField("browsersession", "unsent_at", models.DateTimeField(db_index=True, null=True)),
    ]
