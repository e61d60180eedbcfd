"""What every page shows of the site around it: its name, its navigation, whom to turn to and who pays for it.

Each language has its own home page and navigation; where there is no home page yet, the default language's are shown.

Read once a minute and kept in the cache. Whatever editors change in it is to be seen at once, so `connect` throws the
kept one away; the minute is for what was read in the very moment of the change, and for other programs that write.
"""

from typing import Any

import msgspec
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page, Site, get_page_models
from wagtail.signals import post_page_move

from cms import languages
from cms.models import Funder, SiteIdentity
from cms.restrictions import is_closed
from cms.routing import is_stand_in, translations

KEPT = 60  # seconds


class Link(msgspec.Struct, frozen=True):
    """An entry of the menu; `path` is the place of its page in the tree, by which it may be closed to somebody."""

    title: str
    url: str
    path: str


class Logo(msgspec.Struct, frozen=True):
    """A picture in the size in which it is shown, in pixels."""

    url: str
    width: int
    height: int


class Supporter(msgspec.Struct, frozen=True):
    """Who pays for the site; `logo` takes the place of the name."""

    name: str
    address: str = ""
    logo: Logo | None = None


class Identity(msgspec.Struct, frozen=True):
    """Empty where there is nothing to show; the legal pages are addresses, `homes` the home pages by language."""

    name: str
    language: str = ""
    claim: str = ""
    operator: str = ""
    email: str = ""
    phone: str = ""
    logo: Logo | None = None
    imprint: str = ""
    privacy: str = ""
    accessibility: str = ""
    homes: dict[str, str] = {}
    navigation: tuple[Link, ...] = ()
    funders: tuple[Supporter, ...] = ()


def connect() -> None:
    for signal in (post_save, post_delete):
        for model in (*get_page_models(), get_image_model(), Site, SiteIdentity, Funder):
            signal.connect(_forget, sender=model)
    post_page_move.connect(_forget)


def of(request: HttpRequest | None) -> Identity:
    """The identity of the site that the request is for; the defaults where there is no site (yet)."""
    site = Site.find_for_request(request) if request else None
    if site is None:
        return Identity(SiteIdentity().name)
    return _as_they_may_see_it(_kept(site, request), request)


def of_draft(draft: SiteIdentity, request: HttpRequest) -> Identity:
    """What is not published yet, for its preview."""
    identity = _drawn(draft, draft.site, request, languages.language_of(request))
    return _as_they_may_see_it(identity, request)


def _as_they_may_see_it(identity: Identity, request: HttpRequest | None) -> Identity:
    open_to_them = tuple(link for link in identity.navigation if not is_closed(link.path, request))
    return msgspec.structs.replace(identity, navigation=open_to_them)


def _kept(site: Site, request: HttpRequest | None) -> Identity:
    """The same for everybody."""
    language = languages.language_of(request)
    kept = cache.get(_key(site.pk, language))
    try:
        return msgspec.msgpack.decode(kept, type=Identity)
    except (TypeError, msgspec.MsgspecError):  # nothing is kept, or by a version of this code that had other fields
        identity = _read(site, request, language)
        cache.set(_key(site.pk, language), msgspec.msgpack.encode(identity), KEPT)
        return identity


def home_address(request: HttpRequest | None) -> str:
    """The home page in the language that is being read, or in the default one."""
    return of(request).homes.get(languages.language_of(request), "/")


def _key(site: int, language: str) -> str:
    return f"identity-{site}-{language}"


def _forget(**kwargs: Any) -> None:
    transaction.on_commit(lambda: cache.delete_many(_keys()))


def _keys() -> list[str]:
    sites = Site.objects.values_list("pk", flat=True)
    return [_key(site, code) for site in sites for code in languages.codes()]


def _read(site: Site, request: HttpRequest | None, language: str) -> Identity:
    # Not `for_site`, which writes where nothing is stored yet: a page is shown though nobody can write.
    stored = SiteIdentity.objects.filter(site=site).first() or SiteIdentity(site=site)
    return _drawn(stored, site, request, language)


def _drawn(stored: SiteIdentity, site: Site, request: HttpRequest | None, language: str) -> Identity:
    homes = translations(site.root_page)
    home = homes.get(language, site.root_page)
    pages = Page.objects.child_of(home).live().in_menu().select_related("alias_of")
    pages = (page for page in pages if not is_stand_in(page))
    links = (Link(page.title, page.get_url(request) or "", page.path) for page in pages)
    funders = stored.funders.select_related("logo").prefetch_related("logo__renditions")
    return Identity(
        name=stored.name,
        language=home.locale.language_code,
        claim=stored.claim,
        operator=stored.operator,
        email=stored.email,
        phone=stored.phone,
        logo=_logo(stored.logo, "max-400x120"),
        imprint=_address(stored.imprint_page, request, language),
        privacy=_address(stored.privacy_page, request, language),
        accessibility=_address(stored.accessibility_page, request, language),
        homes={code: page.get_url(request) or "" for code, page in homes.items()},
        navigation=tuple(link for link in links if link.url),
        funders=tuple(Supporter(each.name, each.address, _logo(each.logo, "max-360x128")) for each in funders),
    )


def _address(page: Page | None, request: HttpRequest | None, language: str) -> str:
    """In the language that is being read, if the page is there in it."""
    if page is None:
        return ""
    translated = page.get_translations().live().filter(locale__language_code=language).first()
    shown = translated or page
    return (shown.get_url(request) or "") if shown.live else ""


def _logo(image: AbstractImage | None, size: str) -> Logo | None:
    if image is None:
        return None
    rendition = get_rendition_or_not_found(image, size)
    return Logo(rendition.url, rendition.width, rendition.height)
