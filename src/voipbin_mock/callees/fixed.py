"""The fixed numbers of the mock's world and who answers them."""

from __future__ import annotations

from voipbin_mock.callees.script import UNREACHABLE, Act, Script

#: Who answers where nothing else is said: rings 2 s, answers, listens until the platform hangs up.
LISTENER = Script()

#: Number → script and what it does in words.
FIXED: dict[str, tuple[Script, str]] = {
    **{
        f"+1555010000{digit}": (
            Script(acts=(Act("press", "prompt", 1, 500, str(digit)),)),
            f"rings 2 s, answers, presses {digit} half a second after the end of the first prompt",
        )
        for digit in range(1, 10)
    },
    "+15550100010": (LISTENER, "rings 2 s, answers, listens until the platform hangs up"),
    "+15550100011": (Script("reject", 0, 486), "busy (486)"),
    "+15550100012": (Script("reject", 30_000, 480), "rings, never answers (480 after 30 s)"),
    "+15550100013": (Script("reject", 2000, 603), "rings 2 s, rejects (603)"),
    "+15550100014": (Script("reject", 0, UNREACHABLE), "unreachable (503)"),
    "+15550100015": (Script(acts=(Act("hangup", "answer", 1, 3000),)), "rings 2 s, answers, hangs up 3 s later"),
}
