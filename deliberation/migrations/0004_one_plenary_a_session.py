from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0003_room_records")]

    operations = [
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(kind="plenary"), fields=("session",), name="one_plenary_a_session"
            ),
        ),
    ]
