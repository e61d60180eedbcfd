from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0003_room_records"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="one_entry_a_key"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("by", "room", "key"), name="one_entry_a_key"),
        ),
    ]
