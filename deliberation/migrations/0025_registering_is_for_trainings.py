from django.db import migrations


class Migration(migrations.Migration):
    """What was open to everybody became a training with one sitting before (training 0004)."""

    dependencies = [("deliberation", "0024_when_people_were_connected")]

    operations = [migrations.RemoveField(model_name="session", name="registration_open")]
