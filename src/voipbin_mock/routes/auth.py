"""Signing on."""

from __future__ import annotations

from voipbin_mock.errors import Refusal
from voipbin_mock.jsonbody import read_object
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Answer, Asked, operation
from voipbin_mock.provenance import documented


@operation("POST /auth/login", documented("[T] Prerequisites; [C]"), open=True, takes_body=True)
def log_in(mock: Mock, asked: Asked) -> object:
    """Give a token, in the body and as a cookie; anything but good credentials is a bare 400 [C]."""
    try:
        body = read_object(asked.raw)
    except Refusal:
        return Answer(400)
    token = mock.accounts.log_in(body.get("username"), body.get("password"))
    if token is None:
        return Answer(400)
    cookie = f"token={token}; Path=/; HttpOnly; SameSite=Lax"
    return Answer(200, mock.edition.login(str(body["username"]), token), {"Set-Cookie": cookie})
