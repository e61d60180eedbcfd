"""A database that is locked, full or away is a page that says so, whatever somebody was about to send."""

import contextlib
import copy
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.converters import UUIDConverter
from django.utils import timezone
from django.utils.regex_helper import normalize

from community.models import BrowserSession, User
from config.bootstrap import bootstrap
from tests.community.conftest import PASSWORD

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def operator(db):
    bootstrap()
    return User.objects.create_superuser("operator@example.org", PASSWORD, display_name="Operator")


@pytest.fixture
def browser(db):
    return Client(raise_request_exception=False)


def log_in(browser):
    return browser.post("/accounts/login/", {"login": "operator@example.org", "password": PASSWORD}, **ENGLISH)


def says_so(response):
    assert response.status_code == 503
    assert response.headers["retry-after"] == "30"
    assert "Our database does not answer right now" in response.content.decode()


@contextlib.contextmanager
def pragma(name, bad, good):
    """Past Django, which asks nothing more in a transaction that has failed."""
    connection.connection.execute(f"PRAGMA {name} = {bad}")
    yield
    connection.connection.execute(f"PRAGMA {name} = {good}")


def test_logging_in_on_a_full_database_says_so(operator, browser):
    # It takes its page nearly alone, so that the next login needs one of its own.
    BrowserSession.objects.create(session_key="last", session_data="x" * 3900, expire_date=timezone.now())
    with connection.cursor() as cursor:
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
    with pragma("max_page_count", pages, 2**31):
        says_so(log_in(browser))


def test_logging_in_on_a_database_that_can_only_be_read_says_so(operator, browser):
    with pragma("query_only", "ON", "OFF"):
        says_so(log_in(browser))


@contextlib.contextmanager
def each_ends_with(error, *verbs):
    """Each question to the database that begins with one of the verbs."""

    def ask(execute, sql, *more):
        if sql.startswith(verbs):
            raise copy.copy(error) from error.__cause__  # one that is raised often has an ever longer traceback
        return execute(sql, *more)

    with connection.execute_wrapper(ask):
        yield


def test_wrong_sql_is_an_error_of_ours(browser, operator):
    with pytest.raises(OperationalError) as wrong, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    with each_ends_with(wrong.value, "SELECT"):
        assert log_in(browser).status_code == 500


def test_what_ends_badly_because_of_the_database_is_no_error_of_ours_either(browser, operator):
    error = TransactionManagementError("The transaction is broken")
    error.__cause__ = OperationalError("the connection is lost")
    with each_ends_with(error, "SELECT"):
        says_so(log_in(browser))


# --- every address ----------------------------------------------------------------------------------------------------


def addresses(resolver, before=""):
    """One that fits each pattern; whether anything is there does not matter."""
    for each in resolver.url_patterns:
        address = before + example(each.pattern)
        yield from addresses(each, address) if isinstance(each, URLResolver) else [address]


def example(pattern):
    [(template, names), *_] = normalize(pattern.regex.pattern)
    uuids = {name for name, converter in pattern.converters.items() if isinstance(converter, UUIDConverter)}
    return template % {name: UUID(int=1) if name in uuids else NAMED.get(name, "1") for name in names}


NAMED = {"media_type": "audio"}
ADDRESSES = sorted({f"/{address}" for address in addresses(get_resolver())})


@pytest.mark.parametrize(
    "verbs", [("",), ("INSERT", "UPDATE", "DELETE")], ids=["nothing is answered", "nothing is saved"]
)
def test_no_page_takes_an_unavailable_database_for_an_error_of_ours(browser, operator, verbs):
    browser.force_login(operator)
    with each_ends_with(OperationalError("database is locked"), *verbs):
        statuses = {address: browser.post(address).status_code for address in ADDRESSES}
    assert [address for address, status in statuses.items() if status == 500] == []
    assert list(statuses.values()).count(503) > 10
