"""The table: who is let in where, and what everybody else is told. One row answers for all addresses that it names.

A row names places by their route, with the variant where there are several (`wagtail_serve draft`); `*` stands for
anything. The first row that fits counts, so exceptions stand above the rule. `docs/development.md` says how to add one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.matrix.asking import Answer
from tests.matrix.roles import (
    ACCOUNTS,
    CMS,
    COORDINATORS,
    EDITORS,
    EVERYBODY,
    INSIDE,
    LEARNERS,
    MODERATION,
    NOBODY,
    OPERATOR,
    PLANNERS,
    REMOVED,
    TRAINERS,
    WITHOUT_ACCOUNT,
    Asker,
)

Answers = frozenset[Answer]
IN, LOGIN, HIDDEN = frozenset({Answer.IN}), frozenset({Answer.LOGIN}), frozenset({Answer.HIDDEN})
BROKEN = frozenset({Answer.BROKEN})
TURNED_AWAY = frozenset({Answer.REFUSED, Answer.HIDDEN})


# --- what those are told who are not let in ---------------------------------------------------------------------------


def at_the_cms(asker: Asker) -> Answers:
    """Whoever has no task in the CMS is led to its login, which sends those who are logged in to their own page."""
    return TURNED_AWAY if asker in CMS else LOGIN


def at_the_login(asker: Asker) -> Answers:
    return TURNED_AWAY if asker in ACCOUNTS else LOGIN


def at_a_page(asker: Asker) -> Answers:
    """Wagtail sends everybody to a login of pages, which knows who is logged in already."""
    return LOGIN


def by_itself(asker: Asker) -> Answers:
    """To a login that is no wall: they come from it, were about to sign up, or wanted what is open to everybody."""
    return TURNED_AWAY if asker in ACCOUNTS else frozenset({Answer.UNEXPLAINED})


def hidden(asker: Asker) -> Answers:
    return HIDDEN


def outside(asker: Asker) -> Answers:
    """A session that somebody may not enter does not exist for them; whoever was removed from it is told so."""
    return TURNED_AWAY if asker in REMOVED else HIDDEN


def asked_for_password(asker: Asker) -> Answers:
    return frozenset({Answer.REFUSED})


# --- the table --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """Who may come in `to`; they get `then`, everybody else what `otherwise` says. `reads`: who may GET, where that
    are others than those who may POST."""

    to: str
    may: frozenset[Asker]
    otherwise: Callable[[Asker], Answers]
    then: Answers = IN
    reads: frozenset[Asker] | None = None

    def names(self, place: str) -> bool:
        return any(fnmatchcase(place, each) for each in self.to.split(" | "))

    def lets_in(self, asker: Asker, method: str) -> bool:
        return asker in (self.may if self.reads is None or method == "POST" else self.reads)

    def expected(self, asker: Asker, method: str) -> Answers:
        if not self.lets_in(asker, method):
            return self.otherwise(asker)
        # An empty form breaks some of Wagtail's views; whoever gets that far was let in.
        return self.then | BROKEN if method == "POST" else self.then


PUBLIC = [
    Row("wagtail_serve draft", NOBODY, hidden),
    Row("wagtail_serve for a group | wagtail_serve course for a group", EDITORS, at_a_page),
    Row("wagtail_serve for people with an account | wagtail_serve second lesson", ACCOUNTS, at_a_page),
    Row("wagtail_serve behind a password", NOBODY, asked_for_password),
    Row("wagtail_serve*", EVERYBODY, hidden),
    Row("cms:search* | cms:glossary* | ^de/*", EVERYBODY, hidden),
    Row("wagtaildocs_serve private", EDITORS, at_a_page),
    # Originals of pictures are for nobody, and documents have another door.
    Row("media original | media private original | media document", NOBODY, hidden),
    Row("media private recording | media private picture*", EDITORS, at_a_page),
    Row("wagtaildocs_serve | media*", EVERYBODY, hidden),
    Row("wagtailcore_authenticate_with_password", NOBODY, asked_for_password),
    Row("wagtaildocs_authenticate_with_password", NOBODY, asked_for_password),
    Row("community:directory | community:organisation", EVERYBODY, hidden),
    Row("javascript-catalog | wagtailadmin_javascript_catalog | wagtailadmin_sprite | set_language", EVERYBODY, hidden),
    Row("data_sheet*", EVERYBODY, hidden),
    Row("health/live | health/ready", EVERYBODY, hidden),
]

ACCOUNT = [
    # Both logins lead those on who are logged in already.
    Row("admin/login/ | wagtailadmin_login", NOBODY, at_the_login),
    Row(
        "_util/login/ | wagtailcore_login", NOBODY, by_itself
    ),  # without a page that is closed it leads to the home page
    Row("account_login | account_signup | account_*login_code", WITHOUT_ACCOUNT, at_the_login),
    Row("account_logout | account_inactive", EVERYBODY, hidden),
    # For those who have just signed up; others are led to the login, or to their address.
    Row("account_email_verification_sent", ACCOUNTS, by_itself),
    Row("account_reset_password* | ^admin/password_reset/ | wagtailadmin_password_reset*", EVERYBODY, hidden),
    Row("account_email | account_change_password | account_set_password", ACCOUNTS, at_the_login),
    # Nobody of them has a second factor, and nobody has to show one.
    Row("mfa_authenticate | mfa_login_webauthn", NOBODY, by_itself),
    Row("account_reauthenticate | mfa_*authenticate*", NOBODY, at_the_login),
    Row("mfa_deactivate_totp | mfa_download_recovery_codes | mfa_view_recovery_codes", NOBODY, at_the_login),
    Row("mfa_remove_webauthn | mfa_edit_webauthn", NOBODY, at_the_login),
    # They show what is stored of whoever asks, and of a guest only to the browser that has the key.
    Row("my_data | my_download", EVERYBODY, hidden),
    Row("erase_place", frozenset({Asker.GUEST}), hidden),
    Row("erase_account", ACCOUNTS, at_the_login),
    Row("community:invitation", EVERYBODY, hidden),
    Row("mfa_* | community:second_factor | community:profile | my_page", ACCOUNTS, at_the_login),
]

SESSIONS = [
    Row("deliberation:cards", ACCOUNTS, at_the_login),
    Row("deliberation:put_away_card", LEARNERS, at_the_login),  # the one who laid it
    Row("deliberation:join", EVERYBODY, outside),  # those who are in it or were removed are led to the session's page
    Row("deliberation:sessions", EVERYBODY, hidden),
    Row("deliberation:plan", TRAINERS, at_the_login),
    # Everybody can read an example, and is led to it; of a session there are the formats that there are.
    Row(
        "deliberation:example | deliberation:transcript of an example | deliberation:export of an example",
        EVERYBODY,
        hidden,
    ),
    Row("deliberation:session of an example", EVERYBODY, hidden),
    Row("deliberation:projector of nothing | deliberation:projector_now of nothing", NOBODY, hidden),
    Row("deliberation:projector | deliberation:projector_now", EVERYBODY, hidden),  # whoever has its address
    Row("deliberation:renew_projector", MODERATION, outside),
    Row("deliberation:device of nothing | deliberation:device_* of nothing", NOBODY, hidden),
    Row("deliberation:device | deliberation:device_*", EVERYBODY, hidden),  # whoever has its address
    Row("deliberation:*_without_phone | deliberation:without_phone | deliberation:renew_device", MODERATION, outside),
    Row("deliberation:room of an example", NOBODY, outside),
    # A rehearsal is a room and nothing else, for the one trainer who rehearses.
    Row("deliberation:room of a rehearsal | deliberation:hand_in_ballot of a rehearsal", MODERATION, hidden),
    Row("ws/sessions/<str:key>/ of a rehearsal", MODERATION, hidden),
    Row("deliberation:* of a rehearsal", NOBODY, hidden),
    Row("deliberation:rehearse | deliberation:end_rehearsal", MODERATION, outside),
    Row("deliberation:export in no format", NOBODY, outside),
    Row("deliberation:session", INSIDE, at_the_login),
    Row("deliberation:come_back", NOBODY, outside),  # the link of the example was never sent
    Row("deliberation:keep", ACCOUNTS, at_the_login),
    Row("deliberation:claim", INSIDE, outside, then=IN | LOGIN),
    Row(
        "deliberation:replan | deliberation:agenda* | deliberation:groups* | deliberation:*_invitation | "
        "deliberation:invitation_poster",
        MODERATION,
        outside,
    ),
    Row("deliberation:free_place | deliberation:give_role", MODERATION, outside),
    Row("deliberation:more_places | deliberation:reopen", MODERATION, outside),
    Row("deliberation:take_again", INSIDE | REMOVED, outside),  # it leads to the page that says why they may not
    Row("deliberation:room | deliberation:transcript | deliberation:unregister", INSIDE, outside),
    # What is handed in has to fit an open ballot, whoever hands it in.
    Row("deliberation:hand_in_ballot", INSIDE, outside),
    Row("deliberation:export*", INSIDE, outside),
    Row("deliberation:calendar", INSIDE, outside),
    Row("ws/sessions/<str:key>/", INSIDE, outside),
]

COURSES = [
    # Whoever has the code or the link reads what it is about; who joins has an account.
    Row("training:training of a draft | training:training of the network", PLANNERS, at_the_login),
    Row("training:mine of nobody | training:give_back of nobody | training:quiet of nobody", NOBODY, hidden),
    Row("training:enter of nobody", NOBODY, hidden),
    Row("training:personal_calendar of nobody", NOBODY, hidden),
    Row("training:trainings | training:training | training:calendar", EVERYBODY, hidden),
    # Whoever has the link of the mail, the address of the calendar, or the code that is shown on site.
    Row("training:mine | training:give_back | training:quiet | training:enter", EVERYBODY, hidden),
    Row("training:personal_calendar | training:here* | training:public_calendar*", EVERYBODY, hidden),
    Row("training:register | training:employer | training:own_calendar", ACCOUNTS, at_the_login),
    Row("training:plan", TRAINERS, at_the_login),
    Row("training:desk", COORDINATORS, at_the_login),
    Row("training:plan_session", MODERATION | OPERATOR, at_the_login),
    Row("training:*", PLANNERS, at_the_login),
    Row("elearning:cohort_code | elearning:join_cohort | elearning:cohort_invitation", EVERYBODY, hidden),
    Row("elearning:cohorts | elearning:make_cohort", TRAINERS, at_the_login),
    Row("elearning:leave_cohort | elearning:shown_in_cohort", LEARNERS, at_the_login),
    Row("elearning:*cohort*", MODERATION, at_the_login),
    Row("elearning:cases | elearning:new_case | elearning:shown", ACCOUNTS, at_the_login),
    Row("elearning:try_out", EVERYBODY, hidden),  # who has an account is led to the lesson
    Row("elearning:enrol for a group", EDITORS, at_the_login),
    Row("elearning:enrol", ACCOUNTS, at_the_login),
    # Whoever has the link of the mail answers with one tap; the words behind it are for whoever wrote them.
    Row("elearning:resolution of nothing", NOBODY, hidden),
    Row("elearning:resolution", EVERYBODY, hidden),
    Row("elearning:confirmation of an open course", NOBODY, at_the_login),
    # Who began the course; a reload after an answer leads to the lesson, which asks who one is.
    Row("elearning:answer", LEARNERS, at_the_login, reads=ACCOUNTS),
    Row("elearning:*", LEARNERS, at_the_login),
]

CMS_PAGES = [
    # What Wagtail has and we do not use, a page with which it tries out an error among them.
    Row("admin/^.[*]/$ | wagtailadmin_block_preview", CMS, at_the_cms, HIDDEN),
    Row("wagtailadmin_error_test", NOBODY, at_the_login),
    Row("wagtailadmin_logout", CMS, at_a_page, frozenset({Answer.UNEXPLAINED})),  # to the login, which is no wall then
    Row("wagtailsnippets:index | wagtailadmin_pages:convert_alias | wagtailimages:url_generator*", NOBODY, at_the_cms),
    Row("*:create_multiple_from_uploaded_* | *:delete_upload_multiple", NOBODY, at_the_cms),
    Row("wagtail_localize:machine_translate | wagtail_localize:stop_translation", NOBODY, at_the_cms),
    Row("wagtail_localize:convert_to_alias | wagtailsettings:*", NOBODY, at_the_cms),
    Row("wagtailadmin_api:pages:action", NOBODY, at_the_cms),
    # What `cms.choosers` closes, to everybody who is logged in and may not choose what the number stands for.
    Row("wagtailadmin_api:images:* | wagtailadmin_api:documents:*", NOBODY, at_the_login),
    Row("wagtailadmin_pages:move_confirm | wagtailimages_chooser:select_format", EDITORS, at_the_login),
    # Those who coordinate upload logos.
    Row("wagtailimages:index* | wagtailimages:add* | wagtailimages_chooser:create", CMS, at_the_cms),
    # Whoever has a task in the CMS.
    Row(
        "wagtailadmin_home | wagtailadmin_account | wagtailadmin_dismissibles | courses | admin/test404/",
        CMS,
        at_the_cms,
    ),
    Row("wagtailadmin_reports:site_history*", CMS, at_the_cms),
    Row("wagtailadmin_api:pages:detail | wagtailadmin_api:pages:find", EDITORS, at_the_cms),
    Row("wagtailadmin_api:* | wagtailadmin_choose_page* | wagtailadmin_tag_*", CMS, at_the_cms),
    Row("*_chooser:create | *_chooser:chosen", EDITORS, at_the_cms),
    Row("*_chooser:choose* | *_chooser:chosen_multiple", CMS, at_the_cms),
    Row("wagtailsnippetchoosers_*:create", EDITORS, at_the_cms),
    Row(
        "wagtailsnippetchoosers_* | wagtailembeds:* | wagtailmedia:chooser | wagtailmedia:chooser_typed",
        CMS,
        at_the_cms,
    ),
    Row("wagtailsearchpromotions:chooser*", CMS, at_the_cms),
    Row("wagtailadmin_workflows:task_cho*", CMS, at_the_cms),
    Row("wagtailadmin_editing_sessions:release", CMS, at_the_cms),
    Row(
        "wagtail_localize:javascript_catalog | *translations_report* | wagtail_localize:snippets_api_*",
        CMS,
        at_the_cms,
    ),
    Row("wagtail_bulk_action | wagtailadmin_pages:choose_parent", CMS, at_the_cms),
    Row("*:confirm_workflow_cancellation | wagtailadmin_pages:revisions_index", CMS, at_the_cms),
    Row("course_*", EDITORS, at_the_cms),
    # The operator alone: what is live, who is in which group, how the site is built.
    Row("wagtailadmin_pages:unpublish | wagtailadmin_pages:set_p* | wagtailadmin_pages:unlock", OPERATOR, at_the_cms),
    Row("wagtailadmin_pages:revisions_unschedule | wagtailsnippets_*:delete", OPERATOR, at_the_cms),
    Row(
        "wagtailsnippets_*:unpublish | wagtailsnippets_*:unlock | wagtailsnippets_*:revisions_unschedule",
        OPERATOR,
        at_the_cms,
    ),
    Row("wagtailadmin_collections:* | wagtailadmin_workflows:* | wagtailredirects:*", OPERATOR, at_the_cms),
    Row("wagtailsearchpromotions:* | wagtailsites:* | wagtailusers_*", OPERATOR, at_the_cms),
    # Those who coordinate.
    Row("people | people_results | give_tasks | invitations:*", COORDINATORS, at_the_cms),
    # There is one, and it stays.
    Row("identity:add | identity:preview_on_add | identity:delete | identity:unpublish", NOBODY, at_the_cms),
    # Whoever reviews what waits there reads it, and what changed; who keeps it approves nothing.
    Row("organisations:edit | organisations:revisions_compare | organisations:revisions_revert", CMS, at_the_cms),
    Row("identity:edit | identity:revisions_compare | identity:revisions_revert", CMS, at_the_cms),
    Row("organisations:*workflow_action* | identity:*workflow_action*", CMS, at_the_cms, reads=EDITORS),
    Row("organisations:workflow_preview | identity:workflow_preview", EDITORS, at_the_cms),
    Row("resolution_answers", EDITORS | COORDINATORS, at_the_cms),
    Row("organisations:* | identity:* | jobs | unsent_mail | try_mail_again", COORDINATORS, at_the_cms),
    # Those who write.
    Row("handed_in_cases | case_draft | clear_case_draft", EDITORS, at_the_cms),
    Row("wagtailadmin_explore* | wagtailadmin_pages:* | wagtailadmin_reports:*", EDITORS, at_the_cms),
    Row(
        "submit_translation_for_review | upload_words | wagtailadmin_editing_sessions:ping | wagtail_localize:*",
        EDITORS,
        at_the_cms,
    ),
    Row("import_questions | export_course | import_course", EDITORS, at_the_cms),
    Row("wagtaildocs:* | wagtailimages:* | wagtailmedia:* | wagtailsnippets_*", EDITORS, at_the_cms),
]

ROWS = [*PUBLIC, *ACCOUNT, *SESSIONS, *COURSES, *CMS_PAGES]


def row_for(place: str, rows: list[Row] = ROWS) -> Row | None:
    return next((row for row in rows if row.names(place)), None)


def unused(places: list[str], rows: list[Row] = ROWS) -> list[Row]:
    """A row that answers for nothing misleads whoever reads it."""
    used = {id(row_for(place, rows)) for place in places}
    return [row for row in rows if id(row) not in used]
