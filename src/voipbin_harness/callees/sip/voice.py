"""How the platform's voice sounds, as far as that is known here: espeak-ng at 8 kHz, as the mock's trunk speaks."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from array import array
from collections.abc import Sequence

from voipbin_harness.callees.sip.sound import RATE

#: What is quieter, at the ends of a speech, is no part of it.
_QUIET = 64

_TIMEOUT_S = 20


def can_speak() -> bool:
    """Whether espeak-ng is on this machine."""
    return shutil.which("espeak-ng") is not None


class Voice:
    """Speaks each text once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Sequence[int]] = {}

    def say(self, text: str, language: str) -> Sequence[int]:
        """Return a text as samples of 16 bits, nothing where it cannot be spoken."""
        key = (text, language)
        if key not in self._known:
            languages = (language, language.split("-", maxsplit=1)[0], "en")
            self._known[key] = next(filter(None, (_spoken(text, one) for one in languages)), array("h"))
        return self._known[key]


def _spoken(text: str, language: str) -> Sequence[int]:
    """Let espeak-ng speak, and bring its sound to 8 kHz: each sample is the mean of those that it stands for."""
    command = ["espeak-ng", "-v", language, "--stdin", "--stdout"]
    try:
        spoken = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=_TIMEOUT_S)  # noqa: S603
        with wave.open(io.BytesIO(spoken.stdout)) as file:
            rate, raw = file.getframerate(), file.readframes(len(spoken.stdout))
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return array("h")
    fine = array("h", raw[: len(raw) // 2 * 2])
    edges = [place * rate // RATE for place in range(len(fine) * RATE // rate + 1)]
    coarse = [sum(fine[edges[n] : edges[n + 1]]) // (edges[n + 1] - edges[n]) for n in range(len(edges) - 1)]
    loud = [place for place, sample in enumerate(coarse) if abs(sample) > _QUIET]
    return array("h", coarse[loud[0] : loud[-1] + 1]) if loud else array("h")
