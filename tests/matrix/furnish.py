"""One furnished site: two sessions, courses, pages of each kind, and one of each thing that an address names."""

import io
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group as StoredGroup
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
)
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.models import GlossaryTerm, Recording, SiteIdentity, StandardPage
from community.groups import Group
from community.models import Organisation, OutgoingMail, PersonalInvitation, User
from config.bootstrap import bootstrap, home_page
from deliberation import cards, sessions
from deliberation.cast import trainers
from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom, OpenRoom
from deliberation.core.people import Join, Removal, RemovePerson
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, IssueGuide, Method, Session
from elearning import cases, cohorts, enrolments, resolutions, shown
from elearning.models import (
    Case,
    Cohort,
    CohortMember,
    Completion,
    CourseListPage,
    CoursePage,
    ItemText,
    LessonPage,
    Reflection,
    Resolution,
    Scale,
    ShownReflection,
)
from tests import samples
from tests.elearning import content
from tests.matrix.roles import Asker
from tests.training.planned import announced, drafted, registers
from training import live_places, signing
from training.models import CalendarKey, Registration, SignedList, Sitting, Training

OPENING = {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free", "instruction": ""}
REMOVED = "Enno"
PASSWORD = "only-for-the-matrix"
OF_A_REHEARSAL = "of a rehearsal"
Browsers = dict[Asker, Client]


# --- who asks ---------------------------------------------------------------------------------------------------------


def account(name: str, *groups: Group, **fields: Any) -> User:
    email = f"{name.replace(' ', '-').lower()}@example.org"
    user = User.objects.create_user(email, display_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    user.groups.set(StoredGroup.objects.filter(name__in=groups))
    return user


def browser_of(user: User) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    return browser


def guest_of(session: Session) -> Client:
    """As guests come: by the link."""
    browser = Client(raise_request_exception=False)
    address = f"/sessions/join/{sessions.invitation_for(session, Role.PARTICIPANT).token}/"
    browser.get(address)
    browser.post(address, {"name": f"Gerda {session.pk}", "kind": ""})
    return browser


def participant_of(session: Session, name: str, role: Role = Role.PARTICIPANT) -> Client:
    user = account(name)
    sessions.take_part(session, user, role)
    return browser_of(user)


def logged_out(session: Session) -> Client:
    browser = participant_of(session, "Lasse")
    browser.post("/accounts/logout/")
    return browser


def moderator_of(session: Session) -> User:
    return User.objects.get(participations__session=session, participations__role=Role.MODERATOR)


def browsers(here: Session, there: Session) -> Browsers:
    trainee = account("Lernende")
    return {
        Asker.ANONYMOUS: Client(raise_request_exception=False),
        Asker.GUEST: guest_of(here),
        Asker.GUEST_ELSEWHERE: guest_of(there),
        Asker.LOGGED_OUT: logged_out(here),
        Asker.TRAINEE: browser_of(trainee),
        Asker.PARTICIPANT: participant_of(here, "Paula"),
        Asker.PARTICIPANT_ELSEWHERE: participant_of(there, "Anton"),
        Asker.OBSERVER: participant_of(here, "Bea", Role.OBSERVER),
        Asker.REMOVED: participant_of(here, REMOVED),
        Asker.TRAINER: browser_of(moderator_of(here)),
        Asker.TRAINER_ELSEWHERE: browser_of(moderator_of(there)),
        Asker.EDITOR: browser_of(account("Redaktion", Group.EDITORS)),
        Asker.COORDINATOR: browser_of(account("Koordination", Group.COORDINATORS)),
        Asker.OPERATOR: browser_of(account("Betrieb", is_staff=True, is_superuser=True)),
    }


# --- sessions ---------------------------------------------------------------------------------------------------------


def a_session(title: str, template: AgendaTemplate, **fields: Any) -> Session:
    begins = timezone.now() + timedelta(days=1)
    session = Session(title=title, question="Wer hilft?", template=template, starts_at=begins, **fields)
    return sessions.plan(session, account(f"Tina {title}", Group.TRAINERS))


def open_room(session: Session) -> None:
    """Everybody is in the room, so that the room knows their roles."""
    room = sessions.plenary(session).pk
    for person in session.participations.order_by("role"):
        deciding.handle(room, person.pk, Join(person.name, Role(person.role), person.kind))
    deciding.handle(room, session.participations.get(role=Role.MODERATOR).pk, OpenRoom())


def remove(session: Session, name: str) -> None:
    """As a moderator does it, from a room that is open."""
    moderator, removed = (session.participations.get(**each) for each in ({"role": Role.MODERATOR}, {"name": name}))
    deciding.handle(sessions.plenary(session).pk, moderator.pk, RemovePerson(removed.pk, Removal.DISRUPTS))


# --- pages and files --------------------------------------------------------------------------------------------------


def a_page(home: Page, title: str, **fields: Any) -> StandardPage:
    page = StandardPage(title=title, locale=home.locale, **fields)
    home.add_child(instance=page)
    page.save_revision()
    return page


def restricted(page: Page, kind: str, **fields: Any) -> Page:
    """Only for those who are logged in, who know a password, or who belong to a group."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.set(StoredGroup.objects.filter(name=Group.EDITORS))
    return page


def a_picture(title: str, **fields: Any) -> Any:
    pixels = io.BytesIO()
    Image.new("RGB", (2, 2)).save(pixels, "PNG")
    return get_image_model().objects.create(title=title, file=ContentFile(pixels.getvalue(), "bild.png"), **fields)


def a_document(title: str, **fields: Any) -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(b"Liste", f"{title}.txt"), **fields)


def a_recording(title: str, **fields: Any) -> Recording:
    file = ContentFile(samples.sound(), f"{title.lower()}.mp3")
    recording: Recording = Recording.objects.create(title=title, type="audio", file=file, duration=1, **fields)
    return recording


def private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Vertraulich")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.set(StoredGroup.objects.filter(name=Group.EDITORS))
    return collection


# --- all of it, and the addresses that lead to it ---------------------------------------------------------------------


def furnish() -> tuple[Browsers, dict[str, Any]]:
    """Who asks, and what the parameters of routes mean, by name; or whole addresses of a route, by variant."""
    bootstrap()
    home = home_page()
    template = AgendaTemplate.objects.create(title="Standard", phases=[("phase", OPENING)])
    here, there = a_session("Hier", template), a_session("Dort", template)
    people = browsers(here, there)
    open_room(here)
    open_room(there)
    remove(here, REMOVED)
    known = things(home, template) | pages(home, people) | session_addresses(here, template) | accounts_addresses()
    return people, known | training_addresses(moderator_of(here))


def session_addresses(here: Session, template: AgendaTemplate) -> dict[str, Any]:
    transcript, read_by_all = f"/sessions/{here.key}/transcript/", f"/sessions/{an_example(template).key}/"
    wall, nothing = f"/sessions/projector/{here.projector_key}/", "/sessions/projector/nothing/"
    inside, rehearsed = f"/sessions/{here.key}/", f"/sessions/{a_rehearsal(here).key}/"
    in_both = {
        "deliberation:replan": "edit/",
        "deliberation:renew_invitation": f"invitations/{Role.OBSERVER}/",
        "deliberation:hand_in_ballot": "ballot/",
    }
    listed = sessions.list_person(here, "Elif", "")
    device, none = f"/sessions/device/{here.device_key}/", "/sessions/device/nothing/"
    return {name: {"": inside + rest, OF_A_REHEARSAL: rehearsed + rest} for name, rest in in_both.items()} | {
        "ws/sessions/<str:key>/": {"": f"/ws{inside}", OF_A_REHEARSAL: f"/ws{rehearsed}"},
        "key": here.key,
        "person": here.participations.get(user__display_name="Paula").pk,
        "participation": here.participations.get(user=None, shares_device=False).pk,
        "role": Role.OBSERVER,
        "token": sessions.invitation_for(here, Role.OBSERVER).token,
        "deliberation:projector": {"": wall, "of nothing": nothing},
        "deliberation:projector_now": {"": f"{wall}now/", "of nothing": f"{nothing}now/"},
        "deliberation:device": {"": device, "of nothing": none},
        "deliberation:device_now": {"": f"{device}now/", "of nothing": f"{none}now/"},
        "deliberation:device_join": {"": f"{device}join/", "of nothing": f"{none}join/"},
        "deliberation:device_turn": {"": f"{device}{listed.pk}/", "of nothing": f"{none}{listed.pk}/"},
        "deliberation:erase_without_phone": {"": f"/sessions/{here.key}/without-phone/{listed.pk}/"},
        "deliberation:session": {"": inside, "of an example": read_by_all, OF_A_REHEARSAL: rehearsed},
        "deliberation:room": {
            "": f"{inside}room/",
            "of an example": f"{read_by_all}room/",
            OF_A_REHEARSAL: f"{rehearsed}room/",
        },
        "deliberation:transcript": {
            "": transcript,
            "of an example": f"{read_by_all}transcript/",
            OF_A_REHEARSAL: f"{rehearsed}transcript/",
        },
        "deliberation:export": {
            "": f"{transcript}json/",
            "in print": f"{transcript}pdf/",
            "without names": f"{transcript}html/?names=no",
            "in no format": f"{transcript}docx/",
            "of an example": f"{read_by_all}transcript/html/",
            OF_A_REHEARSAL: f"{rehearsed}transcript/html/",
        },
    }


def a_rehearsal(of: Session) -> Session:
    """By its trainer, in a copy."""
    return trainers.copy_of(of, moderator_of(of), 1)


def an_example(template: AgendaTemplate) -> Session:
    session = a_session("Beispiel", template)
    open_room(session)
    moderator, room = session.participations.get(role=Role.MODERATOR), sessions.plenary(session).pk
    deciding.handle(room, moderator.pk, CloseRoom(deciding.load(room).room.agenda.moved))
    sessions.set_example(session, True)
    return session


def training_addresses(trainer: User) -> dict[str, Any]:
    """Of one that the trainer of the session here leads; the learner has a place in it."""
    training, network = (announced(trainer, title, capacity=30) for title in ("Zuhören", "Vernetzt"))
    Training.objects.filter(pk=network.pk).update(visibility="network")
    place = registers(training, User.objects.get(display_name="Lernende"))
    mine, nobodys = f"/trainings/mine/{place.key}/", "/trainings/mine/nobody/"
    held = with_session(training, trainer)
    shown = {"": training, "of a draft": drafted(trainer), "of the network": network}
    return {
        "training:key": training.key,
        "training:training": {variant: each.get_absolute_url() for variant, each in shown.items()},
        "training:mine": {"": mine, "of nobody": nobodys},
        "training:give_back": {"": f"{mine}give-back/", "of nobody": f"{nobodys}give-back/"},
        "training:quiet": {"": f"{mine}reminders/", "of nobody": f"{nobodys}reminders/"},
        "training:enter": {"": f"{mine}sittings/{held.pk}/enter/", "of nobody": f"{nobodys}sittings/{held.pk}/enter/"},
    } | attendance_addresses(trainer, place)


def with_session(training: Training, trainer: User) -> Sitting:
    """A sitting in the live room."""
    begins = timezone.now() + timedelta(days=2)
    held = Sitting.objects.create(
        training=training, starts_at=begins, ends_at=begins + timedelta(hours=1), medium="live"
    )
    live_places.attach(held, sessions.plan(Session(title="Live", question="Wer?", starts_at=begins), trainer))
    return held


def attendance_addresses(trainer: User, place: Registration) -> dict[str, Any]:
    """Of a sitting that goes on now, so that its code is open. People can still come in."""
    now = timezone.now()
    Training.objects.filter(pk=place.training_id).update(registration_closes_at=now + timedelta(days=1))
    sitting = Sitting.objects.create(training=place.training, starts_at=now, ends_at=now + timedelta(hours=2))
    file = ContentFile(samples.picture(), "list.png")
    scan = SignedList.objects.create(sitting=sitting, file=file, added_by=trainer)
    key = CalendarKey.objects.create(user=User.objects.get(display_name="Lernende")).key
    return {
        "training:sitting": sitting.pk,
        "training:registration": place.pk,
        "training:scan": {"": f"/trainings/{place.training.key}/attendance/{sitting.pk}/scans/{scan.pk}/"},
        "training:here": {"": f"/trainings/here/{signing.ticket(sitting.pk)}/", "of nothing": "/trainings/here/never/"},
        "training:personal_calendar": {
            "": f"/trainings/calendar/{key}.ics",
            "of nobody": "/trainings/calendar/nobody.ics",
        },
        "training:public_calendar": {
            "": "/trainings/calendar.ics",
            "of a place": "/trainings/calendar.ics?place=Musterstadt",
        },
    }


def accounts_addresses() -> dict[str, Any]:
    """Links from mails that are no longer good, or never were."""
    return {
        "account_reset_password_from_key": {"": "/accounts/password/reset/key/1-never/"},
        "wagtailadmin_password_reset_confirm": {"": "/admin/password_reset/confirm/MQ/never/"},
        "^admin/password_reset/": {"": "/admin/password_reset/"},
    }


def things(home: Page, template: AgendaTemplate) -> dict[str, Any]:
    """One of each thing that the CMS keeps beside pages."""
    picture, document = a_picture("Bild"), a_document("Offen")
    recording = a_recording("Ton")
    term = GlossaryTerm.objects.create(slug="wort", term="Wort", definition="Was es heißt.", locale=home.locale)
    scale = Scale.objects.create(
        title="Sagen", low="schwer", high="leicht", statements=[("statement", "Ich frage.")], locale=home.locale
    )
    guide = IssueGuide.objects.create(question="Wer hilft?")
    method = Method.objects.create(title="Reihum", phases=[("phase", OPENING)])
    organisation = Organisation.objects.create(name="Kreis", slug="kreis", kind="authority")
    query = Query.get("hilfe")
    SearchPromotion.objects.create(query=query, page=home)
    site = Site.objects.get(is_default_site=True)
    identity = SiteIdentity.for_site(site)
    private, somebody = private_collection(), account("Jemand")
    secret, seen_by_few = a_document("Geheim", collection=private), a_picture("Vertraulich", collection=private)
    upload = UploadedFile.objects.create(file=ContentFile(b"x", "x.txt"))
    return (
        in_review(term)
        | in_review(scale)
        | in_review(template)
        | in_review(guide)
        | in_review(method)
        | in_review(organisation, "organisations")
        | in_review(identity, "identity")
        | {
            "image_id": picture.pk,
            "filter_spec": "original",
            "wagtailimages_chooser:pk": picture.pk,
            "document_id": document.pk,
            "doc_id": document.pk,
            "wagtaildocs_chooser:pk": document.pk,
            "media_id": recording.pk,
            "uploaded_file_id": upload.pk,
            "wagtailsnippetchoosers_cms_glossaryterm:pk": term.pk,
            "wagtailsnippetchoosers_elearning_scale:pk": scale.pk,
            "wagtailsnippetchoosers_deliberation_agendatemplate:pk": template.pk,
            "wagtailsnippetchoosers_deliberation_issueguide:pk": guide.pk,
            "wagtailsnippetchoosers_deliberation_method:pk": method.pk,
            "slug": organisation.slug,
            "wagtailsites:pk": site.pk,
            "wagtailusers_users:pk": somebody.pk,
            "give_tasks": {"": f"/admin/people/{somebody.pk}/"},
            "invitations:pk": PersonalInvitation.objects.create(email="neu@example.org", digest="never").pk,
            "wagtailusers_groups:pk": StoredGroup.objects.get(name=Group.TRAINERS).pk,
            "wagtailadmin_collections:pk": secret.collection_id,
            "collection_id": secret.collection_id,
            "wagtailadmin_workflows:pk": Workflow.objects.first().pk,
            "workflow_pk": Workflow.objects.first().pk,
            "page_pk": home.pk,
            "redirect_id": Redirect.objects.create(old_path="/alt", redirect_link="/").pk,
            "query_id": query.pk,
            "pk": OutgoingMail.objects.create(
                recipient="a@example.org", subject="Hallo", message_id="<1@example.org>"
            ).pk,
            "media_type": "audio",
            "wagtaildocs_serve": {"": document.url, "private": secret.url},
            "wagtaildocs_authenticate_with_password": {"": "/documents/authenticate_with_password/1/"},
            "media": {
                "": picture.get_rendition("max-2x2").url,
                "recording": f"/media/{recording.file.name}",
                "private recording": f"/media/{a_recording('Vertraulich', collection=private).file.name}",
                "private picture": seen_by_few.get_rendition("max-2x2").url,
                "private picture as it was uploaded": seen_by_few.get_rendition("original").url,
                "original": f"/media/{picture.file.name}",
                "private original": f"/media/{seen_by_few.file.name}",
                "document": f"/media/{document.file.name}",
            },
            "wagtailmedia:add": {"": "/admin/media/audio/add/"},
            "wagtailmedia:chooser_typed": {"": "/admin/media/chooser/audio/"},
            "wagtailmedia:chooser_upload": {"": "/admin/media/audio/chooser/upload/"},
            "wagtailsettings:edit": {
                "": f"/admin/settings/cms/siteidentity/{site.pk}/",
                "of the site": "/admin/settings/cms/siteidentity/",
            },
            "wagtailsettings:preview_on_edit": {"": f"/admin/settings/cms/siteidentity/{site.pk}/preview/"},
            "wagtailadmin_workflows:add_task": {"": "/admin/workflows/tasks/add/community/peerreview/"},
            "wagtailadmin_api:images:find": {"": f"/admin/api/main/images/find/?id={picture.pk}"},
            "wagtailadmin_api:documents:find": {"": f"/admin/api/main/documents/find/?id={document.pk}"},
            "wagtail_localize:submit_snippet_translation": {
                "": f"/admin/localize/submit/snippet/cms/glossaryterm/{term.pk}/"
            },
            "wagtail_localize:snippets_api_detail": {"": f"/admin/localize/api/snippets/cms/glossaryterm/{term.pk}/"},
            "wagtail_localize:snippets_api_listing": {"": "/admin/localize/api/snippets/cms/glossaryterm/"},
            "wagtailadmin_api:images:pk": picture.pk,
            "wagtailadmin_api:documents:pk": document.pk,
        }
    )


def in_review(text: Any, place: str = "") -> dict[str, Any]:
    """A text beside the pages, which waits for its review as well; `place` is its own in the CMS, if it has one."""
    model = text._meta
    namespace = place or f"wagtailsnippets_{model.app_label}_{model.model_name}"
    revision = text.save_revision(clean=False)
    started = text.get_workflow().start(text, User.objects.get(display_name="Redaktion"))
    history = f"/admin/{place or f'snippets/{model.app_label}/{model.model_name}'}/history/{text.pk}"
    return {
        f"{namespace}:pk": text.pk,
        f"{namespace}:revision_id": revision.pk,
        f"{namespace}:task_state_id": started.current_task_state.pk,
        f"{namespace}:task_id": started.current_task_state.task_id,
        f"{namespace}:workflow_state_id": started.pk,
        f"{namespace}:revisions_compare": {"": f"{history}/revisions/compare/earliest...latest/"},
    }


def pages(home: Page, people: Browsers) -> dict[str, Any]:
    """Pages of each kind and state, a course with a lesson, and what the CMS makes around a page."""
    everybody, draft = a_page(home, "Offen"), a_page(home, "Entwurf", live=False)
    login, group, password = (a_page(home, name) for name in ("Angemeldet", "Gruppe", "Passwort"))
    restricted(login, PageViewRestriction.LOGIN)
    restricted(group, PageViewRestriction.GROUPS)
    restricted(password, PageViewRestriction.PASSWORD, password=PASSWORD)
    course_list = CourseListPage(title="Kurse", locale=home.locale)
    home.add_child(instance=course_list)
    course = content.a_course(course_list)
    module = content.a_module(course)
    lesson: LessonPage = content.a_lesson(module, "Lektion", content.reflection())
    second = content.a_lesson(module, "Zweite Lektion", content.reflection())
    secret = restricted(content.a_course(course_list, "Vertraulich"), PageViewRestriction.GROUPS)
    learner = User.objects.get(display_name="Lernende")
    learn_twice(learner, course)
    served = {
        "": home,
        "standard page": everybody,
        "course list": course_list,
        "course": course,
        "module": module,
        "lesson": lesson,
        "second lesson": second,
        "draft": draft,
        "for people with an account": login,
        "for a group": group,
        "course for a group": secret,
        "behind a password": password,
    }
    addresses = {variant: page.get_url() for variant, page in served.items()}
    home.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    return (
        page_parameters(draft, home)
        | a_cohort(course, learner)
        | what_is_their_own(learner)
        | {
            "wagtailadmin_api:pages:find": {"": f"/admin/api/main/pages/find/?id={draft.pk}"},
            "wagtailadmin_pages:unpublish": {"": f"/admin/pages/{everybody.pk}/unpublish/"},
            "course_key": course.translation_key,
            **{
                f"course_{name}": {"": f"/admin/courses/{course.pk}/{path}"}
                for name, path in (
                    ("care", ""),
                    ("order", "order/"),
                    ("hints", "hints/"),
                    ("walk", "walk/1/"),
                    ("copy", f"copy/{lesson.pk}/"),
                    ("edit", f"edits/{lesson.pk}/"),
                    ("submit", "submit/"),
                    ("review", "review/"),
                    ("availability", "availability/"),
                )
            },
            "elearning:enrol": {
                "": f"/learn/{course.translation_key}/enrol/",
                "for a group": f"/learn/{secret.translation_key}/enrol/",
            },
            "elearning:confirmation": {
                "": f"/learn/{completed_by(learner, course_list).translation_key}/confirmation/",
                "of an open course": f"/learn/{secret.translation_key}/confirmation/",
            },
            "elearning:resolution": {
                "": f"/learn/resolutions/{a_resolution(learner, course).key}/",
                "of nothing": "/learn/resolutions/nothing/",
            },
            "lesson_key": lesson.translation_key,
            "import_questions": {"": f"/admin/lessons/{lesson.pk}/questions/"},
            "export_course": {"": f"/admin/courses/{course.pk}/file/"},
            "import_course": {"": f"/admin/courses/{course_list.pk}/take/"},
            "block_id": "reflection",
            "page_view_restriction_id": PageViewRestriction.objects.get(page=password).pk,
            "wagtailcore_authenticate_with_password:page_id": password.pk,
            "wagtail_serve": addresses | {"in English": "/en/"},
            "^de/(?P<path>.*)$": {"": "/de/kurse/"},
            "cms:search": {"": "/search/?q=offen", "in English": "/en/search/?q=open"},
            "cms:glossary": {"": "/search/glossary/", "in English": "/en/search/glossary/"},
        }
    )


def learn_twice(learner: User, course: CoursePage) -> None:
    """They completed it, and are in it again."""
    first = enrolments.enrol(learner, course)
    Completion.objects.create(enrolment=first, release=first.release)
    enrolments.take_again(learner, course)


def a_cohort(course: CoursePage, learner: User) -> dict[str, Any]:
    """The trainer of the session here looks after it, the learner is in it, and somebody else is invited."""
    trainer = User.objects.get(display_name="Tina Hier")
    cohort = cohorts.make(trainer, name="Frühling", course_key=course.translation_key)
    cohorts.invite(cohort, "neu@example.net", trainer)
    invitation = cohort.invitations.get()
    return {
        "elearning:pk": cohort.pk,
        "elearning:code": cohort.code,
        "elearning:token": invitation.token,
        "elearning:invitation": invitation.pk,
        "elearning:member": cohorts.join(cohort, learner).pk,
        "elearning:number": 1,
    }


def what_is_their_own(learner: User) -> dict[str, Any]:
    """A reflection that is shown, cases of which one is handed in and one was taken back, and a card."""
    enrolment, text = learner.enrolments.latest("number"), ItemText.objects.earliest("pk")
    reflection = Reflection.objects.create(enrolment=enrolment, item=text.version.item, text=text, body="So war es.")
    cohort = Cohort.objects.create(name="Herbst", course_key=enrolment.course_key)
    CohortMember.objects.create(cohort=cohort, user=learner)
    shown.show(reflection, shown.ShownTo(cohort, ShownReflection.To.COHORT))
    words = dict.fromkeys(("situation", "who", "thought", "happened"), "Am Schalter.")
    private, handed_in, taken_back = (Case.objects.create(user=learner, **words) for _ in range(3))
    cases.hand_in(handed_in)
    cases.write_draft(taken_back, "In einem Amt.", User.objects.get(display_name="Redaktion"), in_course=True)
    return {
        "elearning:reflection": {"": f"/learn/reflections/{reflection.pk}/"},
        "elearning:shown_in_cohort": {"": f"/learn/cohorts/{cohort.pk}/shown/"},
        **{
            f"elearning:{name}": {"": f"/learn/cases/{private.pk}/{path}"}
            for name, path in (
                ("case", ""),
                ("hand_in_case", "hand-in/"),
                ("take_case_back", "take-back/"),
                ("delete_case", "delete/"),
            )
        },
        "card": cards.lay(learner, "Ich frage nach.").pk,
        "case_draft": {"": f"/admin/cases/{handed_in.pk}/"},
        "clear_case_draft": {"": f"/admin/cases/drafts/{taken_back.draft.pk}/clear/"},
    }


def completed_by(learner: User, course_list: Page) -> CoursePage:
    course = content.a_course(course_list, "Fertig")
    content.a_lesson(content.a_module(course), "Gelesen", content.text())
    enrolment = enrolments.enrol(learner, course)
    Completion.objects.create(enrolment=enrolment, release=enrolment.release)
    return course


def a_resolution(learner: User, course: CoursePage) -> Resolution:
    enrolment = enrolments.enrol(learner, course)
    return resolutions.written(enrolment, Resolution(situation="jemand lacht", deed="nachfragen"))


def page_parameters(draft: Page, home: Page) -> dict[str, Any]:
    """What the CMS asks of a page is asked of a draft that waits for its review."""
    editor = User.objects.get(display_name="Redaktion")
    draft.get_workflow().start(draft, editor)
    revision = draft.save_revision()
    translation = translation_of(home)
    return {
        "page_id": draft.pk,
        "parent_page_id": home.pk,
        "page_to_move_id": draft.pk,
        "destination_id": home.pk,
        "revision_id": revision.pk,
        "wagtailadmin_pages:revisions_compare": {"": f"/admin/pages/{draft.pk}/revisions/compare/earliest...latest/"},
        "content_type_app_name": "cms",
        "content_type_model_name": "standardpage",
        "app_label": "cms",
        "model_name": "standardpage",
        "action_name": "approve",
        "task_state_id": draft.current_workflow_task_state.pk,
        "task_id": draft.current_workflow_task_state.task_id,
        "workflow_state_id": draft.current_workflow_state.pk,
        "wagtailadmin_api:pages:pk": draft.pk,
        "object_id": draft.pk,
        "session_id": EditingSession.objects.create(user=editor, content_object=draft, last_seen_at=timezone.now()).pk,
        "wagtail_bulk_action": {"": f"/admin/bulk/wagtailcore/page/delete/?id={draft.pk}"},
        "wagtailadmin_tag_model_autocomplete": {"": "/admin/tag-autocomplete/taggit/tag/?term=a"},
        "wagtailadmin_tag_autocomplete": {"": "/admin/tag-autocomplete/?term=a"},
        "submit_translation_for_review": {"": f"/admin/translations/{translation.pk}/submit/"},
        "translation_source_id": translation.source_id,
        "translation_id": translation.pk,
        "string_segment_id": StringSegment.objects.filter(source=translation.source).first().pk,
        "overridable_segment_id": 1,
        "wagtail_localize:preview_translation": {"": f"/admin/localize/translate/{translation.pk}/preview/"},
    }


def translation_of(page: Page) -> Translation:
    """Into easy German, with a word of it translated."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="de-simple"))
    translation.save_target(publish=False)
    return translation
