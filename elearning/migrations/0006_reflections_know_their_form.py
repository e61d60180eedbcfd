import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("elearning", "0005_minutes_are_computed")]

    operations = [
        migrations.AddField(model_name="reflection", name="key", field=models.UUIDField(default=uuid.uuid4)),
    ]
