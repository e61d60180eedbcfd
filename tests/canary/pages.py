"""What the canary does on pages: each form is fetched, filled in and sent as a browser does it."""

from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.models import Comment, CommentReply, Page, PageSubscription, UploadedFile
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from cms.models import StandardPage
from community.groups import Group
from community.models import Organisation, OutgoingMail, PersonalInvitation, User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import AgendaTemplate
from elearning import cohorts
from elearning.models import Case, CohortInvitation, CohortMember, Reflection, Resolution
from tests import samples
from tests.canary.marks import (
    COMPANION,
    EDITOR,
    EVERYBODY,
    IN_THE_CMS,
    IN_THE_COHORT,
    IN_THE_ROOM,
    LOOK_AFTER_TRAININGS,
    MODERATOR,
    OPERATOR,
    PEOPLE,
)
from tests.canary.scene import Scene, browser_of, code_in, do_all_tasks
from tests.training.planned import announced, registers
from training import employers, signing
from training.models import Sitting, Training


def submit(scene: Scene, browser: Client, address: str, form: str = "", **fields: Any) -> Any:
    """Sends the form of this page that has these fields; `form` is the class behind it, where it is one of ours."""
    html = browser.get(address).content.decode()
    index, found = form_with(html, set(fields))
    scene.written.note(form, fields)
    filled = querydict_from_html(html, form_index=index)
    sent = {name: filled.getlist(name) for name in filled} | fields
    return ask(browser, str(found.get("method", "get")), str(found.get("action") or address), sent)


def form_with(html: str, fields: set[str]) -> tuple[int, Any]:
    for index, form in enumerate(BeautifulSoup(html, "html.parser").find_all("form")):
        if {str(each.get("name")) for each in form.find_all(["input", "textarea", "select", "button"])} >= fields:
            return index, form
    raise LookupError(f"No form has {sorted(fields)}.")


def ask(browser: Client, method: str, address: str, sent: Any) -> Any:
    response: Any = getattr(browser, method.lower())(address, sent)
    if response.status_code >= 400:
        raise RuntimeError(f"{method} {address} answers {response.status_code}")
    return response


def newest_mail() -> str:
    return str(OutgoingMail.objects.latest("pk").content["body"])


PUBLISH = {"action-publish": "on"}


class RefusingServer(BaseEmailBackend):
    """A mail server that says which address it does not know."""

    def send_messages(self, email_messages: Any) -> int:
        (address,) = email_messages[0].to
        raise SMTPRecipientsRefused({address: (550, f"<{address}> is unknown here".encode())})


# --- the account ------------------------------------------------------------------------------------------------------


class Canary:
    """The person, in the browser that is theirs."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.marks = scene, scene.marks
        self.browser = browser_of(None)
        self.password = f"{self.marks.new('password')}-und-ein-akkord"
        self.first_address = self.marks.address("address at the sign-up")
        self.sign_up()

    def submit(self, address: str, form: str = "", **fields: Any) -> Any:
        return submit(self.scene, self.browser, address, form, **fields)

    @property
    def user(self) -> User:
        return User.objects.get(pk=self.pk)

    def sign_up(self) -> None:
        name = self.marks.new("name at the sign-up")
        passwords = {"password1": self.password, "password2": self.password}
        self.submit(reverse("account_signup"), "SignupForm", email=self.first_address, display_name=name, **passwords)
        self.pk = User.objects.get(display_name=name).pk
        self.confirm_address()
        ask(self.browser, "post", reverse("account_logout"), {})
        self.submit(reverse("account_login"), login=self.first_address, password=self.marks.new("a mistyped password"))
        self.submit(reverse("account_login"), login=self.first_address, password=self.password)

    def confirm_address(self) -> None:
        ask(self.browser, "post", reverse("account_email_verification_sent"), {"code": code_in(newest_mail())})

    def change_account(self) -> None:
        """Another address, confirmed; one more that is never confirmed; and another name."""
        self.address = self.marks.address("address", PEOPLE)
        ask(self.browser, "post", reverse("account_email"), {"action_add": "", "email": self.address})
        self.confirm_address()
        waiting = self.marks.address("address that waits for its confirmation")
        ask(self.browser, "post", reverse("account_email"), {"action_add": "", "email": waiting})
        self.name = self.marks.new("name", {*PEOPLE, EDITOR, *IN_THE_ROOM})
        self.submit(reverse("community:profile"), "ProfileForm", display_name=self.name)
        key = {"name": self.marks.new("name of a key"), "credential": {}}
        self.scene.written.note("AddKeyForm", key)  # the rest of it needs the key itself
        Authenticator.objects.create(user=self.user, type=Authenticator.Type.WEBAUTHN, data=key)
        do_all_tasks()

    def begin_to_log_in(self) -> None:
        """In another browser, and never finished: the login waits there for the code, and the mail with it fails."""
        submit(self.scene, browser_of(None), reverse("account_request_login_code"), email=self.address)
        sending, settings.MAIL_TRANSPORT = settings.MAIL_TRANSPORT, f"{__name__}.RefusingServer"
        do_all_tasks()
        settings.MAIL_TRANSPORT = sending

    def search(self) -> None:
        for address, form, field in (
            (reverse("cms:search"), "SearchForm", "q"),
            (reverse("community:directory"), "DirectoryFilter", "search"),
        ):
            self.submit(address, form, **{field: self.marks.new(f"search term at {address}")})

    def learn(self) -> None:
        scene = self.scene
        ask(self.browser, "post", reverse("elearning:enrol", args=[scene.course.translation_key]), {})
        typed = {"gap-g1": self.marks.new("typed into a gap"), "pick-g2": "right"}
        own = {"bridge": self.marks.new("statement of one's own"), "choice": "own"}
        reflection = {"reflection": self.marks.new("reflection that is shown", IN_THE_COHORT)}
        for fields in (reflection, {"choice": "a-right"}, typed, own):
            self.submit(scene.lesson.url, **fields)
        scene.correct()
        self.show_a_reflection()
        self.take_along()

    def join_a_cohort(self) -> None:
        """Somebody who moderates looks after it, sees that they are there, and has asked them by another address."""
        trainer = self.scene.others[MODERATOR]
        self.cohort = cohorts.make(trainer, name="Spring", course_key=self.scene.course.translation_key)
        cohorts.join(self.cohort, self.user)
        asked = {"name": self.marks.new("name in an invitation", {MODERATOR})}
        asked["email"] = self.marks.address("address in an invitation", {MODERATOR})
        CohortInvitation.objects.create(cohort=self.cohort, user=self.user, **asked)

    def look_after_a_cohort(self) -> None:
        """Whoever is in it reads what it is called, and goes on doing so."""
        name = self.marks.new("name of a cohort", {COMPANION}, stays=True)
        course = self.scene.course.translation_key
        self.submit(reverse("elearning:make_cohort"), "CohortForm", name=name, course=str(course))
        led = self.user.cohorts_led.get()
        cohorts.join(led, self.scene.others[COMPANION])
        page = reverse("elearning:invite_into_cohort", args=[led.pk])
        self.submit(page, "InvitationsForm", people=self.marks.new("name on a list"))

    def show_a_reflection(self) -> None:
        """To a cohort, of which one is a companion and another leads it."""
        cohort = self.scene.cohort
        CohortMember.objects.create(cohort=cohort, user=self.user)
        page = reverse("elearning:reflection", args=[Reflection.objects.get(enrolment__user=self.pk).pk])
        self.submit(page, to=f"cohort-{cohort.pk}")

    def lay_a_card(self) -> None:
        self.submit(reverse("deliberation:cards"), "CardForm", text=self.marks.new("card"))

    def write_cases(self) -> None:
        """One for themselves, and one that editors read and make a draft of."""
        for readers in (frozenset[str](), IN_THE_CMS):
            parts = ("situation", "who", "thought", "happened")
            told = {part: self.marks.new(f"{part} of a case", readers) for part in parts}
            self.submit(reverse("elearning:new_case"), "CaseForm", **told)
        case = Case.objects.filter(user=self.pk).latest("pk").pk
        self.submit(reverse("elearning:case", args=[case]), consent="on")
        page, draft = reverse("case_draft", args=[case]), self.marks.new("draft made of a case", {EDITOR, OPERATOR})
        submit(self.scene, self.scene.browser(EDITOR), page, "CaseDraftForm", text=draft)

    def take_along(self) -> None:
        address = reverse("elearning:take_away", args=[self.scene.course.translation_key])
        told = {name: self.marks.new(f"{name} of a resolution") for name in ("situation", "deed")}
        self.submit(address, "ResolutionForm", **told)
        key = Resolution.objects.get(enrolment__user=self.user).key
        self.taken_along = [address, f"{address}pdf/", reverse("elearning:resolution", args=[key])]

    def take_a_place(self) -> None:
        """In a session beside the one in which they speak."""
        session, _room = self.scene.planned("Another")
        sessions.take_part(session, self.user, Role.PARTICIPANT)

    def register_for_trainings(self) -> None:
        """For one themselves; for another they are named by somebody else, at their address."""
        training, another = self.scene.trainings
        name = self.marks.new("name in a training", LOOK_AFTER_TRAININGS)
        address = reverse("training:register", args=[training.key])
        self.submit(address, "RegistrationForm", name=name)
        needs = ("language", "access", "childcare", "food")
        told = {each: self.marks.new(f"{each} that somebody needs", {MODERATOR}) for each in needs}
        key = self.user.registrations.get().key
        self.submit(reverse("training:mine", args=[key]), "NeedsForm", do="needs", **told)
        named = self.marks.new("name that an employer wrote", {COMPANION} | LOOK_AFTER_TRAININGS)
        employers.name_people(another, self.scene.others[COMPANION], [(self.user.email, named)])

    def come_to_a_sitting(self) -> None:
        """They type their address at the code on site, in a browser in which nobody is logged in; a trainer corrects
        what that notes."""
        training = self.scene.trainings[0]
        sitting = goes_on(training)
        address, browser = reverse("training:here", args=[signing.ticket(sitting.pk)]), browser_of(None)
        mistyped = browser.post(address, {"email": self.marks.address("address mistyped at the code on site")})
        if mistyped.status_code != 422:
            raise RuntimeError(f"An address that is not on the list answers {mistyped.status_code}")
        submit(self.scene, browser, address, "HereForm", email=self.address)
        place = self.user.registrations.get(training=training).pk
        page = reverse("training:correct", args=[training.key, sitting.pk, place])
        reason = self.marks.new("reason for which their attendance was corrected", LOOK_AFTER_TRAININGS)
        submit(self.scene, self.scene.browser(MODERATOR), page, "CorrectionForm", status="late", reason=reason)
        self.attendance = [page]

    def join(self) -> None:
        invitation = sessions.invitation_for(self.scene.session, Role.PARTICIPANT)
        address = reverse("deliberation:join", args=[invitation.token])
        self.submit(address, "EntranceForm", name=self.marks.new("name in the room", IN_THE_ROOM))
        self.participation = self.user.participations.select_related("session").get(session=self.scene.session)

    def come_as_a_guest(self) -> None:
        """In another browser, in which nobody is logged in, with a mail that leads back."""
        session, _room = self.scene.planned("With guests")
        invitation = sessions.invitation_for(session, Role.PARTICIPANT)
        address = reverse("deliberation:join", args=[invitation.token])
        name, way_back = (
            self.marks.new("name of a guest", IN_THE_ROOM),
            self.marks.address("address of a guest", PEOPLE),
        )
        submit(self.scene, browser_of(None), address, "GuestForm", name=name, email=way_back)
        self.guest = session.participations.get(user=None)

    def plan(self) -> None:
        """A session of their own: what it is about stays with it, for those who took part."""
        self.user.groups.add(*groups(Group.TRAINERS, Group.EDITORS, Group.COORDINATORS))
        told = {name: self.marks.new(f"{name} of a session", EVERYBODY, stays=True) for name in ("title", "question")}
        template = AgendaTemplate.objects.latest("pk").pk
        self.submit(reverse("deliberation:plan"), "SessionForm", **told, template=template)
        self.own = self.user.participations.select_related("session").get(role=Role.MODERATOR)
        self.save_a_method()
        page = reverse("deliberation:mail_invitation", args=[self.own.session.key, Role.OBSERVER])
        self.submit(page, "InvitationMailForm", addresses=self.marks.address("address of somebody invited", PEOPLE))

    def lead_a_training(self) -> None:
        """With another trainer, who goes on reading what was noted. Only whoever has the link comes across its page."""
        companion = self.scene.others[COMPANION]
        training = announced(self.user, "Streiten", visibility="invited")
        training.trainers.add(self.scene.others[MODERATOR])
        place, sitting = registers(training, companion), goes_on(training)
        page = reverse("training:correct", args=[training.key, sitting.pk, place.pk])
        reason = self.marks.new("reason of a correction", {COMPANION} | LOOK_AFTER_TRAININGS)
        self.submit(page, "CorrectionForm", status="late", reason=reason)
        scan = samples.picture("JPEG", comment=self.marks.new("words hidden in a scan").encode())
        name = f"{self.marks.new('name of a scan')}.jpg"
        attendance = reverse("training:attendance", args=[training.key, sitting.pk])
        self.submit(attendance, file=SimpleUploadedFile(name, scan, "image/jpeg"))
        self.attendance += [page, attendance]

    def save_a_method(self) -> None:
        """Of a phase that is typed for it and not saved in the session. Nobody else ever reads it."""
        words = {"title": "name of a method", "phase0-title": "title of a phase", "phase0-instruction": "instruction"}
        told = {name: self.marks.new(place) for name, place in words.items()}
        page = reverse("deliberation:agenda", args=[self.own.session.key])
        chosen = {"phase0-code": "stake", "phase0-mode": "free", "phase0-formation": "plenary"}
        self.submit(page, "OwnMethodForm", **told, **chosen, row="0", picked="0", do="keep")

    def become_known_to_the_operator(self) -> None:
        """Somebody adds them by hand to the list of people, and edits the entry: that is in the history."""
        operator = self.scene.browser(OPERATOR)
        address = reverse("wagtailusers_users:edit", args=[self.pk])
        submit(
            self.scene, operator, address, "PersonEditForm", email=self.address, display_name=self.name, is_active="on"
        )

    # --- the CMS --------------------------------------------------------------------------------------------------

    def keep_the_directory(self) -> None:
        """The entry stays, but for an address that is the person's own."""
        names = ("name", "summary", "description", "place", "languages", "phone")
        fields = {name: self.marks.new(f"{name} of an organisation", EVERYBODY, stays=True) for name in names}
        fields["website"] = f"https://{self.marks.new('website of an organisation', EVERYBODY, stays=True)}.example/"
        self.submit(reverse("organisations:add"), **fields, **PUBLISH, kind="authority", slug="club")

    def become_a_contact(self) -> None:
        """Everybody may read their address now, so it is done when everybody has looked."""
        club = Organisation.objects.get(slug="club")
        self.submit(reverse("organisations:edit", args=[club.pk]), email=self.address, **PUBLISH)

    def fill_in_their_account(self) -> None:
        address = reverse("wagtailadmin_account")
        name = f"{self.marks.new('name of a picture', EVERYBODY)}.png"
        fields: dict[str, Any] = {
            "name_email-first_name": self.marks.new("first name", PEOPLE),
            "name_email-last_name": self.marks.new("last name", PEOPLE),
            "avatar-avatar": SimpleUploadedFile(name, samples.picture(), "image/png"),
        }
        self.submit(address, **fields)
        self.picture = Path(UserProfile.get_for_user(self.user).avatar.path)

    def write_a_page(self) -> None:
        """A page stays; it is sent to the review, and remarked on."""
        title = self.marks.new("title of a page", EVERYBODY, stays=True)
        self.page = self.scene.home.add_child(instance=StandardPage(title=title, owner=self.user))
        self.page.save_revision(user=self.user, log_action=True)
        PageSubscription.objects.create(page=self.page, user=self.scene.others[EDITOR], comment_notifications=True)
        self.remark("remark", "remark that is deleted")
        self.answer()
        TranslationSource.get_or_create_from_instance(Page.objects.get(pk=self.page.pk).specific)
        colleague = self.scene.others[EDITOR]
        Comment.objects.filter(text=self.gone).first().log_delete(user=colleague)
        Comment.objects.filter(text=self.gone).delete()

    def remark(self, *places: str) -> None:
        html = self.browser.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk])).content.decode()
        filled = querydict_from_html(html, form_id="page-edit-form")
        sent = {name: filled[name] for name in filled} | {"body-count": "0"} | rows_of("comments", len(places))
        for number, place in enumerate(places):
            self.gone = self.marks.new(place, IN_THE_CMS)
            told = {"text": self.gone, "contentpath": "title", "position": "", "DELETE": "", "resolved": "", "id": ""}
            sent |= {f"comments-{number}-{name}": value for name, value in told.items()}
            sent |= rows_of(f"comments-{number}-replies", 0)
        ask(self.browser, "post", reverse("wagtailadmin_pages:edit", args=[self.page.pk]), sent)

    def answer(self) -> None:
        colleague = self.scene.others[EDITOR]
        theirs = Comment.objects.create(page=self.page, user=colleague, text="Why?", contentpath="title")
        reply = CommentReply.objects.create(comment=theirs, user=self.user, text=self.marks.new("answer", IN_THE_CMS))
        reply.log_create(user=self.user)
        reply.log_delete(user=colleague)
        Page.objects.get(pk=self.page.pk).specific.save_revision(user=colleague, log_action=True)

    def review(self) -> None:
        """They refuse a page of somebody else, with a reason."""
        other = self.scene.home.add_child(instance=StandardPage(title="Other", owner=self.scene.others[EDITOR]))
        other.save_revision(user=self.scene.others[EDITOR])
        state = other.get_workflow().start(other, self.scene.others[EDITOR])
        reason = self.marks.new("reason of a review", IN_THE_CMS)
        state.current_task_state.reject(user=self.user, comment=reason)

    def leave_things_half_done(self) -> None:
        PersonalInvitation.objects.create(email=self.address.upper(), digest="of a link that was never opened")
        half = f"title={self.marks.new('form that was not saved')}"
        kind = ContentType.objects.get_for_model(StandardPage)
        FormState.objects.create(user=self.user, content_type=kind, data=half, last_updated_at=timezone.now())
        upload = ContentFile(samples.picture(), f"{self.marks.new('upload that became nothing')}.png")
        UploadedFile.objects.create(file=upload, uploaded_by_user=self.user, for_content_type=kind)


def rows_of(name: str, count: int) -> dict[str, str]:
    """How many rows the script of the CMS says that it sends."""
    return {f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": "0", f"{name}-MIN_NUM_FORMS": "0"} | {
        f"{name}-MAX_NUM_FORMS": ""
    }


def goes_on(training: Training) -> Sitting:
    """One more sitting, whose code is open."""
    now = timezone.now()
    return Sitting.objects.create(training=training, starts_at=now, ends_at=now + timedelta(hours=2))


def groups(*names: Group) -> Any:
    from django.contrib.auth.models import Group as StoredGroup

    return StoredGroup.objects.filter(name__in=names)
