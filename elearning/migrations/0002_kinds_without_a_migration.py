"""A new kind of activity changes neither the column that names it nor the field that holds its blocks."""

from django.db import migrations, models

import elearning.blocks


class Migration(migrations.Migration):

    dependencies = [
        ('elearning', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='item',
            name='kind',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='body',
            field=elearning.blocks.LessonField(blank=True, verbose_name='content'),
        ),
    ]
