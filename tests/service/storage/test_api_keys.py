"""Keys of the API: found by their hash, shown once, gone a second after they are removed."""

from __future__ import annotations

import pytest

from service.errors import ServiceError
from service.storage.api_keys import KNOWN_SECONDS, PREFIX, ApiKey, ApiKeys

NOW = 1_000.0


@pytest.fixture
def keys(database) -> ApiKeys:
    return ApiKeys(database)


def test_a_key_is_known_by_name_and_rate_and_stands_nowhere(keys, database):
    key = keys.add("till", NOW, "600/minute")
    assert key.startswith(PREFIX)
    assert keys.find(key, NOW) == ApiKey("till", "600/minute")
    assert keys.all() == [ApiKey("till", "600/minute")]
    (row,) = database.rows("SELECT * FROM api_keys")
    assert key not in map(str, row)


@pytest.mark.parametrize("wrong", ["", "rc_", "rc_guess", "\udc80"])
def test_nobodys_key_is_nobodys(keys, wrong):
    keys.add("till", NOW)
    assert keys.find(wrong, NOW) is None


def test_a_name_is_given_once(keys):
    first = keys.add("till", NOW)
    with pytest.raises(ServiceError, match="a key till already"):
        keys.add("till", NOW)
    assert keys.find(first, NOW)


def test_a_removed_key_is_refused_a_second_later(keys):
    key = keys.add("till", NOW)
    assert keys.find(key, NOW)
    keys.remove("till")
    assert keys.find(key, NOW + KNOWN_SECONDS) is None
    assert keys.find(key, NOW) is None
    with pytest.raises(ServiceError, match="no key till"):
        keys.remove("till")
