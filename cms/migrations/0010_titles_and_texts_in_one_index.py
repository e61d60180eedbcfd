"""An index for what searches ask PostgreSQL: words of title and text together. Wagtail's own indexes are of one of them
each, so that every entry was read."""

from django.db import migrations

CREATE = "CREATE INDEX cms_words_of_pages ON wagtailsearch_indexentry USING gin ((title || body))"
DROP = "DROP INDEX cms_words_of_pages"


def executed(statement):
    def run(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0009_terms_in_the_text_of_lessons"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(executed(CREATE), executed(DROP), elidable=False)]
