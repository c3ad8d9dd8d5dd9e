from __future__ import annotations

from voipbin_harness.targets.mock import accounts


def test_the_mocks_own_accounts_are_used_unless_the_environment_names_credentials() -> None:
    own = accounts({"PATH": "/bin", "VOIPBIN_TOKEN": ""})
    assert (own["demo"].username, own["demo"].accesskey, own["demo"].token) == ("demo", "demo-access-key", "")


def test_credentials_of_the_environment_take_the_place_of_their_own_kind() -> None:
    given = accounts({"VOIPBIN_TOKEN": "a-token", "VOIPBIN_OTHER_ACCESSKEY": "a-key"})
    assert (given["demo"].token, given["demo"].username) == ("a-token", "demo")
    assert (given["other"].accesskey, given["empty"].accesskey) == ("a-key", "empty-access-key")
