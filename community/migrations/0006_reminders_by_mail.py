from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0005_mail_goes_with_its_person")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="reminders",
            field=models.BooleanField(
                default=True,
                help_text="A day before a live session in which you have a place.",
                verbose_name="remind me by e-mail",
            ),
        ),
    ]
