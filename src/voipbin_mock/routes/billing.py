"""The balance."""

from __future__ import annotations

from voipbin_mock.mock import Mock
from voipbin_mock.operations import Asked, operation
from voipbin_mock.provenance import documented


@operation("GET /billing-accounts", documented("[T] Troubleshooting"), editions=frozenset({"tutorial"}))
def list_all(mock: Mock, asked: Asked) -> object:
    """List the one billing account that the customer has."""
    size, token = asked.page
    account = mock.edition.billing_account(asked.customer)
    older = not token or account["tm_create"] < token
    return mock.edition.page([account] if size and older else [], "")


@operation("GET /billing_account", documented("[C] paths/billing_account/main.yaml"), editions=frozenset({"current"}))
def get(mock: Mock, asked: Asked) -> object:
    """Read the billing account of the customer."""
    return mock.edition.billing_account(asked.customer)
