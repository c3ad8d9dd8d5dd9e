"""An exchange as a page of HTML: what was sent, what came back, how long it took, how to do it again.

The page carries its style and nothing else; it follows the reader's light or dark scheme.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from voipbin_harness.exchange import Exchange
from voipbin_harness.masking import Masker
from voipbin_harness.replay import curl
from voipbin_harness.reporting.text import visible

LONGEST_BODY = 20_000  # characters; a report of thousands of exchanges must still open

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 12px 16px; background: #fff; color: #1f2328;
       font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h1 { margin: 0 0 2px; font-size: 15px; overflow-wrap: anywhere; }
h2 { margin: 14px 0 4px; font: 600 11px system-ui, sans-serif; letter-spacing: .06em; text-transform: uppercase;
     color: #59636e; }
p { margin: 0; color: #59636e; }
pre { margin: 0; padding: 8px 10px; border-radius: 6px; background: #f6f8fa; white-space: pre-wrap;
      overflow-wrap: anywhere; }
table { border-collapse: collapse; } td { padding: 0 14px 0 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { color: #59636e; white-space: nowrap; }
.status { display: inline-block; padding: 0 8px; border-radius: 10px; color: #fff; background: #1a7f37; }
.refused { background: #9a6700; } .broken { background: #cf222e; }
@media (prefers-color-scheme: dark) {
  body { background: #16181d; color: #e6edf3; } pre { background: #22262e; }
  h2, p, td:first-child { color: #9198a1; }
}
"""


def exchange_page(exchange: Exchange, masker: Masker) -> str:
    """Return the page of an exchange, masked."""
    parts = urlsplit(masker.url(exchange.url))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    account = f"account {exchange.account}" if exchange.account else "no valid credential"
    timing = f"{account} · sent at {exchange.at_ms / 1000:.3f} s · answered in {exchange.elapsed_ms:.1f} ms"
    grade = "broken" if exchange.status >= 500 else "refused" if exchange.status >= 400 else ""
    operation = f" · {exchange.operation}" if exchange.operation else ""
    return "".join(
        (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{_safe(exchange.name)}</title>',
            f"<style>{_STYLE}</style><body>",
            f'<h1>{_safe(exchange.method)} {_safe(path)} <span class="status {grade}">{exchange.status}</span></h1>',
            f"<p>{_safe(timing + operation)}</p>",
            _section("Request", masker.headers(exchange.request_headers), masker.body(exchange.request_body)),
            _section("Response", masker.headers(exchange.response_headers), masker.body(exchange.response_body)),
            f"<h2>Replay</h2><pre>{_safe(curl(exchange, masker))}</pre></body></html>",
        )
    )


def _section(title: str, headers: Iterable[tuple[str, str]], body: str) -> str:
    rows = "".join(f"<tr><td>{_safe(name)}</td><td>{_safe(value)}</td></tr>" for name, value in headers)
    shown = f"<pre>{_safe(_pretty(body))}</pre>" if body else "<p>no body</p>"
    return f"<h2>{title}</h2><table>{rows}</table>{shown}"


def _pretty(body: str) -> str:
    """Indent JSON, and leave everything else as it came."""
    try:
        text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = body
    if len(text) > LONGEST_BODY:
        return f"{text[:LONGEST_BODY]}\n… cut after {LONGEST_BODY} of {len(text)} characters"
    return text


def _safe(text: str) -> str:
    return escape(visible(text, keep="\n\t"))
