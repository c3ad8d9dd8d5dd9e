"""From the text of ``--target`` to a target."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from voipbin_harness.contract import load
from voipbin_harness.editions import edition
from voipbin_harness.line import TIMEOUT
from voipbin_harness.masking import Masker
from voipbin_harness.settings import Settings
from voipbin_harness.targets.live import LiveTarget
from voipbin_harness.targets.mock import MockTarget
from voipbin_harness.targets.port import Target
from voipbin_harness.targets.profile import load_profile
from voipbin_harness.targets.trunk import TrunkTarget
from voipbin_harness.violation import HarnessError
from voipbin_harness.wire import Wire


def choose(settings: Settings) -> Target:
    """Return the target that ``--target`` names.

    Raises :class:`HarnessError` when the text names none.
    """
    text = settings.target
    if text == "mock":
        from voipbin_harness.targets.embedded import embedded

        return embedded(settings.edition, settings.seed, settings.faults)
    if text.startswith("mock:"):
        return _served(text, settings)
    return LiveTarget(load_profile(text), edition(settings.edition), load(settings.edition))


def _served(text: str, settings: Settings) -> MockTarget | TrunkTarget:
    url = urlsplit(text.removeprefix("mock:"))
    try:
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.path in ("", "/") and url.port != 0
        usable = usable and "@" not in url.netloc and not url.query
    except ValueError:
        usable = False
    if not usable:
        raise HarnessError(f"--target {Masker().text(text)}: write mock:http://HOST:PORT")
    http = httpx.Client(transport=Wire(), base_url=f"{url.scheme}://{url.netloc}", timeout=TIMEOUT)
    if settings.callee:
        return TrunkTarget(text.rstrip("/"), http, settings.seed, settings.callee)
    return MockTarget(text.rstrip("/"), http, settings.seed)
