from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("elearning", "0004_releases_contain_what_they_use")]

    operations = [
        migrations.RemoveField(model_name="lessonpage", name="minutes"),
        migrations.AlterField(
            model_name="coursepage",
            name="duration",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
