import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elearning", "0012_invitations_and_another_time"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="coursepage",
            name="enough_minutes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="If people choose among the lessons: how many minutes of them. Empty, all lessons are needed.",
                null=True,
                verbose_name="minutes that are enough",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="required_course",
            field=models.ForeignKey(
                blank=True,
                help_text="Who has not completed it reads that it comes first, with a link. Who has begun here goes on.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="elearning.coursepage",
                verbose_name="only after the course",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="right_share",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1/2", "half of the questions"),
                    ("2/3", "two thirds of the questions"),
                    ("3/4", "three quarters of the questions"),
                    ("1/1", "all questions"),
                ],
                help_text="How many of the questions have to be answered right once; everybody may try as often as needed.",
                max_length=5,
                verbose_name="right answers",
            ),
        ),
        migrations.AddField(
            model_name="lessonpage",
            name="is_voluntary",
            field=models.BooleanField(
                default=False,
                help_text="The course is completed without this lesson, too.",
                verbose_name="voluntary",
            ),
        ),
        migrations.AddField(
            model_name="modulepage",
            name="required",
            field=models.ForeignKey(
                blank=True,
                help_text="A module that stands before this one, or another course. Until then its lessons are locked.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="only after",
            ),
        ),
    ]
