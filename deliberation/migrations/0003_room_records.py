from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0002_fewer_indexes_on_the_log")]

    operations = [migrations.RenameModel("Room", "RoomRecord")]
