from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0008_newest_state_of_facts_is_live"),
    ]

    operations = [
        migrations.AddField(
            model_name="glossaryterm",
            name="is_explained_in_texts",
            field=models.BooleanField(
                default=True,
                help_text=(
                    "Where a lesson says the word, learners open its meaning by a tap, once in each section. "
                    "Take this away from words of everyday life that mean something of their own in the glossary."
                ),
                verbose_name="explain it in the texts of lessons",
            ),
        ),
        migrations.AddField(
            model_name="glossaryterm",
            name="other_forms",
            field=models.TextField(
                blank=True,
                help_text="As the word stands in texts, one a line: its plural, its genitive, a short form.",
                max_length=500,
                verbose_name="other forms",
            ),
        ),
    ]
