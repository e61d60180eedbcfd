"""Releases from before get the words of their glossary terms, and hold their files."""

import re

from django.db import migrations

# As they were when this was written.
CHOSEN = {
    "image": ("picture", "wagtailimages", "image", lambda value: value["image"]["image"]),
    "recording": ("recording", "cms", "recording", lambda value: value["recording"]),
    "download": ("document", "wagtaildocs", "document", lambda value: value["document"]),
}
LINK = re.compile(r"<a\b[^>]*linktype=\\?\"document\\?\"[^>]*>")
ID = re.compile(r"\bid=\\?\"(\d+)")


def complete(apps, schema_editor):
    for snapshot in apps.get_model("elearning", "LessonSnapshot").objects.iterator():
        hold_files(apps, snapshot)
        if any(block["type"] == "glossary_term" for block in snapshot.body):
            snapshot.body = [with_words(apps, block) for block in snapshot.body]
            snapshot.save(update_fields=["body"])


def with_words(apps, block):
    if block["type"] != "glossary_term":
        return block
    term = apps.get_model("cms", "GlossaryTerm").objects.filter(pk=block["value"]["term"]).first()
    words = {"term": term.term, "definition": term.definition} if term else {}
    return {**block, "value": {**block["value"], "words": words}}


def hold_files(apps, snapshot):
    for name, app, model, pk in used(snapshot.body):
        if apps.get_model(app, model).objects.filter(pk=pk).exists():
            apps.get_model("elearning", "ReleasedFile").objects.create(snapshot=snapshot, **{f"{name}_id": pk})


def used(body):
    found = set()
    for block in body:
        if block["type"] in CHOSEN:
            name, app, model, chosen = CHOSEN[block["type"]]
            found.add((name, app, model, chosen(block["value"])))
        for link in LINK.findall(str(block["value"])):
            found.update(("document", "wagtaildocs", "document", int(pk)) for pk in ID.findall(link))
    return {each for each in found if each[3]}


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0005_drafts_and_review"),
        ("elearning", "0003_files_in_released_lessons"),
    ]

    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
