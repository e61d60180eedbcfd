import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.contrib.auth.models import Permission

from community.accounts import Backend
from community.groups import Group
from community.models import GROUP_LABELS, OrganisationKind, User
from community.rules import Actor

pytestmark = pytest.mark.django_db


def test_a_person_is_called_by_the_chosen_name():
    assert str(User(email="amal@example.org", display_name="Amal")) == "Amal"
    assert User(email="amal@example.org", display_name="Amal").get_full_name() == "Amal"
    assert str(User(email="amal@example.org")) == "amal@example.org"


def test_an_address_is_stored_in_small_letters():
    assert User.objects.create_user("Amal@Example.ORG").email == "amal@example.org"


def test_an_administrator_may_everything():
    root = User.objects.create_superuser("root@example.org", "x", display_name="Root")
    assert (root.is_superuser, root.is_staff) == (True, True)


def test_the_rules_read_groups_once(make_person, django_assert_num_queries):
    edith = User.objects.get(pk=make_person("Edith", Group.EDITORS).pk)
    with django_assert_num_queries(1):
        assert edith.person == Actor(id=edith.pk, groups=frozenset({Group.EDITORS}))
        assert edith.person is edith.person


def test_who_is_logged_in_comes_with_groups_and_the_right_to_edit_in_one_query(make_person, django_assert_num_queries):
    edith = make_person("Edith", Group.EDITORS, Group.TRAINERS)
    for group in StoredGroup.objects.filter(name=Group.EDITORS):
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    with django_assert_num_queries(1):
        known = Backend().get_user(edith.pk)
        assert known.person == Actor(id=edith.pk, groups=frozenset({Group.EDITORS, Group.TRAINERS}))
        assert known.may_enter_cms is True
    assert User.objects.get(pk=edith.pk).may_enter_cms is True
    amal = Backend().get_user(make_person("Amal").pk)
    assert (amal.group_names, amal.may_enter_cms) == (frozenset(), False)


def test_a_right_of_ones_own_or_being_administrator_opens_the_cms_as_well(make_person):
    amal = make_person("Amal")
    amal.user_permissions.add(Permission.objects.get(codename="access_admin"))
    root = User.objects.create_superuser("root@example.org", "x", display_name="Root")
    assert [Backend().get_user(person.pk).may_enter_cms for person in (amal, root)] == [True, True]


def test_whose_account_is_switched_off_or_gone_is_nobody(make_person):
    amal = make_person("Amal")
    User.objects.filter(pk=amal.pk).update(is_active=False)
    assert (Backend().get_user(amal.pk), Backend().get_user(0)) == (None, None)


def test_every_group_has_a_name_for_people():
    assert GROUP_LABELS.keys() == set(Group)


@pytest.mark.parametrize(
    ("phone", "dialled"), [("02651 123-45", "0265112345"), ("+49 (2651) 12345", "+49265112345"), ("", "")]
)
def test_a_telephone_number_can_be_dialled(make_organisation, phone, dialled):
    assert make_organisation("Amt", phone=phone).dialled == dialled


def test_every_kind_of_organisation_has_a_shape_of_its_own():
    from django.template.loader import render_to_string

    shapes = {
        render_to_string("includes/organisation_kind.html", {"kind": kind, "label": "x"})
        .split("<svg")[1]
        .split(">", 1)[1]
        for kind in OrganisationKind.values
    }
    assert len(shapes) == len(OrganisationKind)


# --- review


@pytest.fixture
def page_in_review(bootstrapped, make_person):
    from config.bootstrap import home_page, review_workflow

    author, colleague = make_person("Edith", Group.EDITORS), make_person("Erwin", Group.EDITORS)
    home = home_page()
    home.save_revision(user=author)
    review_workflow().start(home, author)
    return home, author, colleague


def actions(page, user):
    task = page.current_workflow_task
    return {action[0] for action in task.get_actions(page, user)}


def test_a_colleague_approves_and_the_author_does_not(page_in_review, make_person):
    page, author, colleague = page_in_review
    assert actions(page, colleague) == {"approve", "reject"}
    assert actions(page, author) == {"reject"}
    assert actions(page, make_person("Stranger")) == set()


@pytest.mark.parametrize("gone", ["switched off", "no editor any more"])
def test_who_is_the_only_editor_approves_alone(page_in_review, gone):
    page, author, colleague = page_in_review
    if gone == "switched off":
        User.objects.filter(pk=colleague.pk).update(is_active=False)
    else:
        colleague.groups.remove(StoredGroup.objects.get(name=Group.EDITORS))
    assert actions(page, author) == {"approve", "reject"}
