from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0006_reminders_by_mail")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("authority", "Authority"),
                    ("migrant_organisation", "Migrant organisation"),
                    ("volunteer_initiative", "Volunteer initiative"),
                    ("culture_club", "Culture club"),
                    ("education_provider", "Education provider"),
                ],
                help_text="Each kind has its own shape beside people's names: it shows how mixed a group is.",
                max_length=30,
                verbose_name="kind",
            ),
        ),
    ]
