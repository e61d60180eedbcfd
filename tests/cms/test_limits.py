"""What is counted where nothing is remembered: nobody is kept out, and no page breaks."""

import pytest

from cms import limits
from tests.private_servers import free_port


@pytest.fixture
def no_cache(settings):
    """As production has it, with nobody at its port."""
    options = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5}
    location = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {
        "default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": location, "OPTIONS": options}
    }


def test_each_attempt_is_counted_for_itself():
    assert [limits.count("one", 60) for _ in range(3)] == [1, 2, 3]
    assert limits.count("another", 60) == 1


def test_where_the_cache_is_away_every_attempt_is_the_first(no_cache):
    assert [limits.count("one", 60) for _ in range(3)] == [1, 1, 1]
