"""The glossary, the home page and its standard pages, the courses with their lessons."""

from typing import Any, TypeVar

from django.contrib.auth import models as auth
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.rich_text import RichText

from cms.models import Funder, GlossaryTerm, HomePage, SiteIdentity, StandardPage
from cms.reviewed import ReviewedText, publish_as_it_is
from config.bootstrap import home_page
from config.demo import GROUPS, HERE, content
from elearning.models import CourseListPage, CoursePage, LessonPage, ModulePage, Scale

P = TypeVar("P", bound=Page)
Row = dict[str, Any]

NO_SOURCE: Row = {"author": "", "title": "", "year": "", "address": "", "accessed": None, "cited_for": ""}


def load() -> None:
    terms()
    scales()
    home = home_page()
    site = content("site")
    courses = below(home, CourseListPage, site["course_list"], show_in_menus=True)
    loaded = [course(courses, path.stem) for path in sorted((HERE / "courses").glob("*.toml"))]
    pages = {row["slug"]: standard_page(home, row) for row in site["page"]}
    for course_page in loaded:
        add_guide(course_page, pages)
    if not home.body:
        everything: list[Page] = [courses, *loaded, *pages.values()]
        write_home(home, site["home"], {page.slug: page for page in everything})
    identify(site["identity"], pages)


def terms() -> None:
    for row in content("glossary")["term"]:
        fields = {
            "term": row["term"],
            "definition": row["definition"],
            "other_forms": "\n".join(row.get("forms", [])),
            "is_explained_in_texts": row.get("in_texts", True),
        }
        publish_new(*GlossaryTerm.objects.get_or_create(slug=row["slug"], locale=Locale.get_default(), defaults=fields))


def scales() -> None:
    for row in content("scales")["scale"]:
        statements = [("statement", text) for text in row["statements"]]
        fields = {"statements": statements, "low": row["low"], "high": row["high"]}
        publish_new(*Scale.objects.get_or_create(title=row["title"], locale=Locale.get_default(), defaults=fields))


T = TypeVar("T", bound=ReviewedText)


def publish_new(text: T, is_new: bool) -> T:
    """With a revision, so that its history begins with what the demo wrote."""
    if is_new:
        publish_as_it_is(text)
    return text


def below(parent: Page, model: type[P], row: Row, **fields: Any) -> P:
    """The page with this slug below its parent, published anew only if it was not there."""
    page = drafted(parent, model, row, **fields)
    if page.first_published_at is None:
        page.save_revision().publish()
    return page


def drafted(parent: Page, model: type[P], row: Row, **fields: Any) -> P:
    """Likewise, not yet published."""
    existing: P | None = model.objects.child_of(parent).filter(slug=row["slug"]).first()
    if existing:
        return existing
    page: P = model(title=row["title"], slug=row["slug"], locale=parent.locale, live=False, **fields)
    if "introduction" in row:
        page.introduction = row["introduction"].strip()
    parent.add_child(instance=page)
    return page


def standard_page(home: HomePage, row: Row) -> StandardPage:
    body = [block(each) for each in row.get("block", ())]
    return below(home, StandardPage, row, body=body, show_in_menus=row.get("in_menu", False))


def course(parent: CourseListPage, name: str) -> CoursePage:
    row = content(f"courses/{name}")
    about = {"goals": "\n".join(row["goals"]), "audience": row["audience"]}
    page = drafted(parent, CoursePage, row, **about)
    if "only_for" in row:
        restrict(page, GROUPS[row["only_for"]])
    for module in row["module"]:
        module_page = below(page, ModulePage, module)
        for lesson in module["lesson"]:
            body = [block(each) for each in lesson["block"]]
            below(module_page, LessonPage, lesson, body=body)
    return publish_with_its_lessons(page)


def publish_with_its_lessons(course: Page) -> CoursePage:
    """After them: with each lesson that is added to a published course, all of its lessons would be released again."""
    page: CoursePage = CoursePage.objects.get(pk=course.pk)
    if page.first_published_at is None:
        page.save_revision().publish()
    return page


def add_guide(course: CoursePage, pages: dict[str, StandardPage]) -> None:
    """Also where the demo was set up before, unless somebody is editing the course there."""
    page: CoursePage = CoursePage.objects.get(pk=course.pk)
    guide = pages.get(content(f"courses/{page.slug}").get("guide", ""))
    if guide and page.guide_page is None and not page.has_unpublished_changes:
        page.guide_page = guide
        page.save_revision().publish()


def restrict(page: Page, group: str) -> None:
    closed, _created = PageViewRestriction.objects.get_or_create(page=page, restriction_type=PageViewRestriction.GROUPS)
    closed.groups.add(auth.Group.objects.get(name=group))


def block(row: Row) -> tuple[str, Any]:
    """A block as StreamField takes it: its type and value."""
    kind, value = row["type"], {name: value for name, value in row.items() if name != "type"}
    if kind == "text":
        return kind, _rich(value["html"])
    if kind == "heading":
        return kind, value["text"]
    if kind == "accordion":
        return kind, [{"title": entry["title"], "body": _rich(entry["body"])} for entry in value["entries"]]
    if kind == "sources":
        return kind, [NO_SOURCE | entry for entry in value["entries"]]
    if kind == "glossary_term":
        return kind, {
            "term": GlossaryTerm.objects.get(slug=value["term"], locale=Locale.get_default()),
            "note": value.get("note", ""),
        }
    if kind == "image":
        return kind, {"image": picture(value), "caption": value["caption"]}
    if kind == "scale":
        return kind, value | {"scale": Scale.objects.get(title=value["scale"], locale=Locale.get_default())}
    rich = {name: _rich(text) for name, text in value.items() if name in ("body", "explanation", "thoughts")}
    return kind, value | rich


def picture(row: Row) -> Any:
    """Drawn for the demo, as SVG, of which the CMS shows a PNG. What it says to those who do not see it, each place
    says anew."""
    images = get_image_model().objects
    stored = images.filter(title=row["title"]).first() or images.create(title=row["title"], file=_drawn(row["picture"]))
    stored.contextual_alt_text, stored.decorative = row["alt"], False
    return stored


def _drawn(name: str) -> ContentFile[bytes]:
    return ContentFile((HERE / "pictures" / f"{name}.png").read_bytes(), f"{name}.png")


def _rich(html: str) -> RichText:
    return RichText(html.strip())


def write_home(home: HomePage, row: Row, pages: dict[str, Page]) -> None:
    for name in ("title", "lead", "introduction", "button_label"):
        setattr(home, name, row[name])
    home.button_page = pages[row["button_page"]]
    home.body = [home_block(each, pages) for each in row["block"]]
    home.save_revision().publish()


def home_block(row: Row, pages: dict[str, Page]) -> tuple[str, Any]:
    kind, value = block(row)
    return kind, value | {"pages": [pages[slug] for slug in value["pages"]]} if kind == "teasers" else value


def identify(row: Row, pages: dict[str, StandardPage]) -> None:
    site = Site.objects.get(is_default_site=True)
    identity, created = SiteIdentity.objects.get_or_create(site=site)
    if not created and identity.imprint_page:
        return
    for name in ("name", "claim", "operator", "email", "phone"):
        setattr(identity, name, row[name])
    for name in ("imprint_page", "privacy_page", "accessibility_page"):
        setattr(identity, name, pages[row[name]])
    identity.funders.set(Funder(name=funder["name"], address=funder["address"]) for funder in row["funder"])
    publish_as_it_is(identity)
