"""How long credentials sign."""

from __future__ import annotations

from voipbin_harness.properties import lifetimes
from voipbin_harness.world import World


def test_each_token_signs_whatever_else_is_issued(world: World) -> None:
    lifetimes.try_two_tokens(world)


def test_a_token_signs_for_seven_days(world: World) -> None:
    lifetimes.try_last_day(world)


def test_a_deleted_access_key_signs_no_more(world: World) -> None:
    lifetimes.try_deleted_key(world)


def test_an_access_key_signs_until_it_expires(world: World) -> None:
    lifetimes.try_expired_key(world)


def test_a_refused_login_ends_nobodys_token(world: World) -> None:
    lifetimes.try_after_a_wrong_password(world)


def test_the_cookie_of_a_login_signs(world: World) -> None:
    lifetimes.try_cookie(world)
