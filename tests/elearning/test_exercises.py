"""What holds for every kind of activity, for those that there are and for one that only the list has been told of.

Those in `kinds/` have stored shapes unlike each other: an order, pairs, typed words, a number, a path. They go the
whole way from the editor to the completion.
"""

import json
import uuid
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from elearning import exercises
from elearning.core.items import Form, Unusable, fingerprint
from elearning.exercises import EXERCISES
from elearning.models import Answer, Completion, Enrolment, Item, ItemText, ItemVersion, LessonPage, LessonSnapshot
from tests.elearning import content
from tests.elearning.kinds import bridge, dilemma, gaps, incident, matching, number, ordering, path, scale

UNKNOWN = [path]  # to everything but the list
NEW = [ordering, matching, gaps, number, *UNKNOWN]
TEMPLATES = Path(__file__).parent / "kinds" / "templates"


def exercise_of(sample):
    return sample.EXERCISE if sample in UNKNOWN else exercises.by_kind()[sample.KIND.name]


def name(module):
    return module.__name__.rpartition(".")[2]


def blocks_as_after_a_start():
    """A process builds the blocks of lessons when they are first asked for."""
    vars(LessonPage.body.field).pop("stream_block", None)


@pytest.fixture
def told(settings):
    """A kind that nothing but the list knows of, and the folder where its template lies."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    unknown = [each.EXERCISE for each in UNKNOWN]
    EXERCISES.extend(unknown)
    blocks_as_after_a_start()
    yield
    del EXERCISES[-len(unknown) :]
    blocks_as_after_a_start()


@pytest.fixture(params=NEW, ids=name)
def new(request, told):
    return request.param


def sample(kind):
    return {"type": name(kind), "value": kind.VALUE}


def block(new, **changes):
    return {"type": name(new), "id": "new", "value": {**new.VALUE, **changes}}


@pytest.fixture
def lesson(module, new):
    return content.a_lesson(module, "The new", content.text(), block(new))


@pytest.fixture
def enrolled(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def send(browser, course, lesson, fields):
    text = ItemText.objects.order_by("pk").last()
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "new"])
    return browser.post(address, {"text": text.pk, "key": str(uuid.uuid4())} | fields)


def html(response):
    return unescape(response.content.decode())


def in_german(words):
    """The language of the lesson."""
    with translation.override("de"):
        return str(words)


def form(fields):
    return Form({name: tuple(value if isinstance(value, list) else [value]) for name, value in fields.items()})


# --- laws -------------------------------------------------------------------------------------------------------------

FIRST = (content.single_choice(), content.multiple_choice(), content.likert(), content.reflection())
SAMPLES = [
    *((exercise_of(each), each.VALUE) for each in (*NEW, incident, dilemma, bridge)),
    *((exercises.by_kind()[each["type"]], each["value"]) for each in FIRST),
    (exercises.by_kind()["scale"], scale.VALUE),
]
every_kind = pytest.mark.parametrize(("exercise", "value"), SAMPLES, ids=[each.kind.name for each, _ in SAMPLES])


def test_each_kind_of_the_list_has_been_looked_at_here():
    looked_at = [each.kind.name for each, _ in SAMPLES if each not in [unknown.EXERCISE for unknown in UNKNOWN]]
    assert sorted(looked_at) == sorted(exercises.by_kind())


@every_kind
def test_definition_and_words_are_json(exercise, value):
    definition, words = exercise.split(value)
    stored = json.loads(json.dumps([definition.as_json(), words]))
    assert stored == [definition.as_json(), words]


@pytest.mark.parametrize(
    ("block", "definition", "words"),
    [
        (content.single_choice(), "89fea747a4e3", "9584cfac4399"),
        (content.multiple_choice(), "baaf90ced66f", "95f803f39200"),
        (content.likert(), "8c0852dc6b91", "d08d916d263f"),
        (content.reflection(), "c182a578c7c9", "e3ff68f83fec"),
        (sample(incident), "4236eb228283", "3f225cb91a33"),
        (sample(dilemma), "73c0b6b817d8", "2feb41f8417f"),
        (sample(bridge), "6ab47a1bed25", "67ff7bdf966a"),
        (sample(ordering), "fe33dbac660f", "3cf403831813"),
        (sample(matching), "955904a2543d", "926f6559ea61"),
        (sample(gaps), "f14105a10a3b", "7257a4c2ba94"),
        (sample(number), "637a9d12b3ca", "96b358af78e6"),
        (sample(scale), "18b64a563e8b", "04d73c2b17b8"),
    ],
    ids=lambda each: each["type"] if isinstance(each, dict) else "",
)
def test_what_was_stored_once_keeps_its_fingerprint_so_that_publishing_again_finds_it(block, definition, words):
    """Whoever changes a stored shape gives everybody who has answered the question a new one."""
    stored, text = exercises.by_kind()[block["type"]].split(block["value"])
    assert (fingerprint(stored.as_json())[:12], fingerprint(text)[:12]) == (definition, words)


@every_kind
def test_everything_that_an_editor_sees_can_be_judged_and_shown(exercise, value):
    kind = exercise.kind
    definition, words = kind.split(value)
    assert kind.after(definition, words, kind.judge(definition, words, kind.everything(definition)))


@every_kind
def test_nonsense_is_refused_and_can_be_shown_again(exercise, value):
    definition, words = exercise.kind.split(value)
    nonsense = Form(
        dict.fromkeys(
            (
                "choice",
                "step-s1",
                "place-z",
                "match-p1",
                "gap-g1",
                "number",
                "path",
                "say",
                "taken",
                "choose",
                "bridge",
            ),
            ("\0", "²"),
        )
    )
    with pytest.raises(Unusable) as refusal:
        exercise.kind.read(definition, nonsense)
    assert exercise.sentences[refusal.value.code]
    assert exercise.kind.refused(words, nonsense)


@every_kind
def test_names_fit_the_column(exercise, value):
    assert len(exercise.kind.name) <= Item._meta.get_field("kind").max_length


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.kind.name)
def test_every_kind_has_its_template_and_says_what_counts_as_done(exercise):
    assert get_template(exercise.template)
    assert exercise.done


@every_kind
def test_every_kind_says_how_long_it_takes(exercise, value):
    assert exercise.kind.seconds(exercise.kind.split(value)[1]) > 0


@pytest.mark.parametrize("new", NEW, ids=name)
def test_a_response_is_judged_alike_after_it_was_stored(new):
    definition, words = new.KIND.split(new.VALUE)
    for fields, expected in (new.RIGHT, new.PARTLY, new.WRONG):
        response = new.KIND.read(definition, form(fields))
        stored = json.loads(json.dumps(response))
        assert response == stored == expected
        assert new.KIND.judge(definition, words, stored) == new.KIND.judge(definition, words, response)


def shows(response, outcome):
    """As the templates of the kinds do, or that of the one in the tests."""
    page = html(response)
    return f'feedback--{outcome}"' in page or f'id="feedback-new" tabindex="-1">{outcome}<' in page


# --- a new kind, from the editor to the certificate -------------------------------------------------------------------


def test_editors_can_write_it(new):
    blocks = LessonPage.body.field.stream_block
    assert name(new) in blocks.child_blocks
    assert blocks.clean(blocks.to_python([block(new)]))[0].value["question"] == new.VALUE["question"]


@pytest.mark.django_db
def test_it_needs_no_migration(new):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_publishing_it_writes_its_definition_and_words(lesson, new):
    stored, text = ItemVersion.objects.get(), ItemText.objects.get()
    assert stored.item.kind == name(new)
    assert (stored.definition.content, text.content) == new.KIND.split(new.VALUE)
    assert LessonSnapshot.objects.get(title="The new").body[-1] == {"type": name(new), "id": "new", "value": {}}


def test_publishing_it_again_with_another_key_writes_a_version_and_with_other_words_a_text(lesson, new):
    content.edited(lesson, body=[block(new, question="In other words?")])
    assert (ItemVersion.objects.count(), ItemText.objects.count()) == (1, 2)
    content.edited(lesson, body=[{**block(new), "value": new.RESCORED}])
    assert (ItemVersion.objects.count(), ItemText.objects.count()) == (2, 3)


def test_before_the_answer_the_page_asks_and_tells_nothing(enrolled, lesson, new):
    page = html(enrolled.get(lesson.url))
    assert new.VALUE["question"] in page
    assert in_german(exercise_of(new).call) in page
    assert not [secret for secret in new.SECRETS if secret in page]


@pytest.mark.parametrize("outcome", ["right", "partly", "wrong"])
def test_an_answer_is_read_stored_judged_and_shown(enrolled, course, lesson, new, outcome):
    fields, response = getattr(new, outcome.upper())
    assert send(enrolled, course, lesson, fields).url == f"{lesson.url}#feedback-new"
    assert Answer.objects.get().response == response
    assert shows(enrolled.get(lesson.url), outcome)


def test_an_answer_that_cannot_be_read_is_shown_again_as_it_was(enrolled, course, lesson, new):
    fields, code, still_there = new.REFUSED
    response = send(enrolled, course, lesson, fields)
    page = html(response)
    assert response.status_code == 422
    assert in_german(exercise_of(new).sentences[code]) in page
    assert still_there in page
    assert not Answer.objects.exists()


def test_it_can_be_tried_again_and_counts_towards_completion(enrolled, course, lesson, new):
    send(enrolled, course, lesson, new.WRONG[0])
    assert "<form" in html(enrolled.get(f"{lesson.url}?again=new"))
    send(enrolled, course, lesson, new.RIGHT[0])
    assert list(Answer.objects.order_by("attempt").values_list("attempt", "response")) == [
        (1, new.WRONG[1]),
        (2, new.RIGHT[1]),
    ]
    assert Completion.objects.filter(enrolment=Enrolment.objects.get()).exists()


def test_its_preview_shows_it_without_and_with_feedback(lesson, new):
    plain, full = (html(lesson.make_preview_request(preview_mode=mode)) for mode in ("", "feedback"))
    assert not [secret for secret in new.SECRETS if secret in plain]
    assert 'id="feedback-new"' not in plain
    assert 'id="feedback-new"' in full


@pytest.mark.parametrize("new", [gaps], indirect=True, ids=name)
def test_an_answer_is_judged_by_the_words_that_were_read(browser, home, course, module, lesson, new):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    send(browser, course, lesson, new.RIGHT[0])
    english = Locale.objects.get_or_create(language_code="en")[0]
    copies = [page.copy_for_translation(english) for page in (home, course, module, lesson)]
    copies[-1].body = [block(new, gaps=[gaps.gap("g1", "Ich", "höre"), gaps.CHOSEN])]
    for page in copies:
        page.save_revision().publish()
    page = browser.get(LessonPage.objects.get(pk=copies[-1].pk).url)
    assert "Ich <strong" in html(page)
    assert [each.outcome for each in page.context["lesson"].activities] == ["right"]


@pytest.mark.parametrize("new", [gaps], indirect=True, ids=name)
def test_typed_words_are_not_lost_when_the_session_has_ended(guest, course, lesson, new):
    response = send(guest, course, lesson, new.RIGHT[0])
    assert response.status_code == 401
    assert "Listen" in html(response)
