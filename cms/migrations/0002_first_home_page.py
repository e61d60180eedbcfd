"""A new site begins with a home page of ours instead of Wagtail's welcome page."""

from django.db import migrations


def create_home_page(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    sites = apps.get_model("wagtailcore", "Site").objects
    home_pages = apps.get_model("cms", "HomePage").objects

    plain = content_types.get(app_label="wagtailcore", model="page")
    welcome = pages.filter(content_type=plain, slug="home", depth=2, numchild=0).first()
    if welcome is None:
        return
    path, locale = welcome.path, welcome.locale
    welcome.delete()  # its site goes with it
    kind, _ = content_types.get_or_create(app_label="cms", model="homepage")
    home = home_pages.create(
        title="Zweiklang",
        draft_title="Zweiklang",
        slug="home",
        content_type=kind,
        locale=locale,
        path=path,
        depth=2,
        numchild=0,
        url_path="/home/",
        lead="Miteinander reden, auch wenn man verschieden denkt.",
    )
    sites.create(hostname="localhost", root_page=home, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial")]

    operations = [migrations.RunPython(create_home_page, migrations.RunPython.noop)]
