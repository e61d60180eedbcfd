from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("elearning", "0007_corrections")]

    operations = [
        migrations.CreateModel(
            name="Availability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.UUIDField(unique=True)),
                ("takes_nobody_new", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("sentences", models.JSONField(default=dict)),
                ("pages", models.JSONField(default=list)),
            ],
        ),
    ]
