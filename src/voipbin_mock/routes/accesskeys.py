"""Access keys."""

from __future__ import annotations

from voipbin_mock.errors import invalid
from voipbin_mock.flow import options
from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented, guessed
from voipbin_mock.records import Accesskey
from voipbin_mock.world import YEAR_US

_CURRENT = frozenset({"current"})
_LONGEST_LIFE_S = 100 * 365 * 24 * 3600


@operation("GET /accesskeys", documented("[T] Prerequisites; [C] paths/accesskeys/main.yaml"))
def list_all(mock: Mock, asked: Asked) -> object:
    """List the access keys of the account, newest first."""
    size, token = asked.page
    found, following = mock.accesskeys.page(asked.customer.id, size, token, mock.edition.write_time)
    return mock.edition.page([mock.edition.accesskey(key) for key in found], following)


@operation("POST /accesskeys", documented("[C] paths/accesskeys/main.yaml"), editions=_CURRENT, takes_body=True)
def create(mock: Mock, asked: Asked) -> object:
    """Make an access key; this answer is the only one that shows its token."""
    name = options.text(asked.body.get("name", ""), "name")
    detail = options.text(asked.body.get("detail", ""), "detail")
    expire = asked.body.get("expire", 0)
    if isinstance(expire, bool) or not isinstance(expire, int) or not 0 <= expire <= _LONGEST_LIFE_S:
        raise invalid("expire is not a number of seconds")
    mock.accesskeys.require_room(asked.customer.id)
    key = Accesskey(
        mock.ids.uuid(),
        asked.customer.id,
        mock.accesskeys.stamp(),
        name=name,
        detail=detail,
        token=f"vb_{mock.ids.text(32)}",
        expires_us=mock.clock.now_us + (expire * 1_000_000 or YEAR_US),
    )
    return mock.edition.accesskey(mock.accounts.add_accesskey(key), show_token=True)


@operation("GET /accesskeys/{id}", documented("[C] paths/accesskeys/id.yaml"), editions=_CURRENT)
def get(mock: Mock, asked: Asked) -> object:
    """Read an access key."""
    return mock.edition.accesskey(mock.accesskeys.get(asked.customer.id, asked.id))


@operation("DELETE /accesskeys/{id}", guessed("[C] shows no body; [D] the deleted key"), editions=_CURRENT)
def delete(mock: Mock, asked: Asked) -> object:
    """Delete an access key; it signs nothing any more."""
    key = mock.accesskeys.get(asked.customer.id, asked.id)
    mock.accounts.remove_accesskey(key)
    return mock.edition.accesskey(key)
