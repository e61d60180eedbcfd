import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elearning", "0013_what_is_needed"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="coursepage",
            name="guide_page",
            field=models.ForeignKey(
                blank=True,
                help_text="Whoever may lead cohorts finds a link to it on the page of the course.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="guide to lead it with a group",
            ),
        ),
        migrations.AddField(
            model_name="lessonsnapshot",
            name="terms",
            field=models.JSONField(default=dict),
        ),
    ]
