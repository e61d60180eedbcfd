from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0005_invitations_say_when_they_were_made")]

    operations = [
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(kind="plenary"), fields=("session",), name="one_plenary_a_session"
            ),
        ),
    ]
