from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0006_one_plenary_a_session")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="one_entry_a_key"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("by", "key"), name="one_entry_a_key"),
        ),
    ]
