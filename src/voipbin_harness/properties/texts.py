"""Texts as people write them: names, details and prompts are kept to the letter."""

from __future__ import annotations

from voipbin_harness.world import World

#: One of each kind of text that some layer of a platform takes for something else.
TEXTS = (
    " blanks around ",
    "two  blanks\tand a tab",
    "two\nlines\r\nand one",
    'It\'s "quoted" \\ 100 % & <b>bold</b> ${none} {0}',
    "Grüße, Ελλάδα, 안녕하세요, ไทย, עברית",
    "e\u0301 and é, ① and ½",
    "\U0001f4de a telephone",
    "null",
    "0012",
    "the end of a long name " + "x" * 232,
)


def try_flows(world: World) -> None:
    """Store a flow for each text, with it as name, detail and prompt, and read all. The echo check judges."""
    client = world.client()
    for text in TEXTS:
        talk = {"type": "talk", "option": {"text": text, "language": "en-US"}}
        made = client.request("POST", "/flows", body={"name": text, "detail": text, "actions": [talk, talk]})
        document = made.json
        if isinstance(document, dict) and made.ok:
            client.request("GET", f"/flows/{document.get('id')}")
    client.page("/flows")
