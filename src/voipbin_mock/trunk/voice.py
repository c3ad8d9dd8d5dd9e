"""The platform's voice: texts spoken by espeak-ng, and the files that ``play`` names, or what stands for them.

Everything is made once and kept, also as a WAV in a directory of its own for whoever wants to listen. Without
espeak-ng a text is a tone that lasts as long as the mock says that the text takes to speak.
"""

from __future__ import annotations

import hashlib
import io
import math
import shutil
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from voipbin_mock.actions.play import media_ms
from voipbin_mock.actions.talk import speech_ms
from voipbin_mock.trunk.rtp import RATE

#: No text is spoken for longer than that, in s; what is longer is cut off.
LONGEST_S = 120

#: What counts as silence at the ends of a speech: samples of 16 bits.
_QUIET = 64

_SPEAK_TIMEOUT_S = 20

Samples = Sequence[int]


class Voice:
    """Speaks and plays at 8 kHz.

    A WAV of ``media`` is what ``play`` plays for every address that ends with its name; nothing is ever fetched. Raises
    :class:`ValueError` for a directory that is not there, or a file that cannot be played.
    """

    def __init__(self, media: Path | None = None) -> None:
        if media is not None and not media.is_dir():
            raise ValueError(f"{media}: no such directory of WAV files")
        self._media = {path.name: recorded(path) for path in sorted(media.glob("*.wav"))} if media else {}
        self._engine = shutil.which("espeak-ng")
        self._folder = tempfile.TemporaryDirectory(prefix="voipbin-voice-")
        self._known: dict[tuple[str, ...], Future[Samples]] = {}
        self._makers = ThreadPoolExecutor(2, thread_name_prefix="voice")

    def text(self, text: str, language: str) -> Samples:
        """Return a text, spoken."""
        return self._once(("talk", language, text), lambda: self._speak(text, language))

    def file(self, url: str) -> Samples:
        """Return a file, or what stands for it: silence for one of that name, else a melody of the file's length."""
        name = urlsplit(url).path.rsplit("/", 1)[-1]
        if name in self._media:
            return self._media[name]
        duration_ms = media_ms(url)
        return self._once(("play", url), lambda: silence(duration_ms) if "silence" in name else melody(duration_ms))

    def file_ms(self, url: str) -> int:
        """Return how long a file plays, in whole ms, at least 1."""
        return max(1, len(self.file(url)) * 1000 // RATE)

    def text_ms(self, text: str, language: str) -> int:
        """Return how long a text takes to speak, in whole ms, at least 1."""
        return max(1, len(self.text(text, language)) * 1000 // RATE)

    def close(self) -> None:
        """Throw the files away."""
        self._makers.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def prepare(self, text: str, language: str) -> None:
        """Begin to make the speech of a text that will be wanted: it takes longer than a call may stand still."""
        self._begin(("talk", language, text), lambda: self._speak(text, language))

    def _once(self, key: tuple[str, ...], make: Callable[[], Samples]) -> Samples:
        return self._begin(key, make).result()

    def _begin(self, key: tuple[str, ...], make: Callable[[], Samples]) -> Future[Samples]:
        if key not in self._known:
            self._known[key] = self._makers.submit(self._make, key, make)
        return self._known[key]

    def _make(self, key: tuple[str, ...], make: Callable[[], Samples]) -> Samples:
        made = make()
        name = hashlib.sha256("\0".join(key).encode()).hexdigest()[:16]
        with wave.open(str(Path(self._folder.name) / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(array("h", made).tobytes())
        return made

    def _speak(self, text: str, language: str) -> Samples:
        """Let espeak-ng speak; a language that it does not know is spoken as English."""
        for voice in (language, language.split("-", maxsplit=1)[0], "en"):
            spoken = self._run(text, voice) if self._engine else None
            if spoken:
                return spoken
        return melody(speech_ms(text))

    def _run(self, text: str, voice: str) -> Samples | None:
        command = [str(self._engine), "-v", voice, "--stdin", "--stdout"]
        try:
            said = subprocess.run(  # noqa: S603
                command, input=text.encode(), check=True, capture_output=True, timeout=_SPEAK_TIMEOUT_S
            )
            # Written to a pipe, the header does not know how long the sound is.
            with wave.open(io.BytesIO(said.stdout), "rb") as file:
                rate = file.getframerate()
                raw = file.readframes(LONGEST_S * rate)
                samples = array("h", raw[: len(raw) // 2 * 2])
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
            return None
        return trimmed(resampled(samples, rate))


def recorded(path: Path) -> Samples:
    """Return a WAV file at 8 kHz; raises :class:`ValueError` for what cannot be played."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise ValueError(f"{path}: only a WAV with one channel of 16 bits can be played")
            rate = file.getframerate()
            return resampled(array("h", file.readframes(LONGEST_S * rate)), rate)
    except (OSError, wave.Error, EOFError) as error:
        raise ValueError(f"{path}: no WAV that can be played: {error}") from None


def resampled(samples: Samples, rate: int) -> Samples:
    """Return samples of ``rate`` at 8 kHz; each is the mean of those that it stands for."""
    if rate == RATE:
        return samples
    sums = array("q", [0])
    for sample in samples:
        sums.append(sums[-1] + sample)
    count = len(samples) * RATE // rate
    edges = [position * rate // RATE for position in range(count + 1)]
    return array("h", ((sums[end] - sums[start]) // max(1, end - start) for start, end in pairwise(edges)))


def trimmed(samples: Samples) -> Samples:
    """Return samples without the silence before and after."""
    loud = [position for position, sample in enumerate(samples) if abs(sample) > _QUIET]
    return samples[loud[0] : loud[-1] + 1] if loud else samples[:0]


def melody(duration_ms: int) -> Samples:
    """Return notes of a second each, at half of full scale."""
    notes = (440, 554, 659, 880)
    return array(
        "h",
        (
            int(16000 * math.sin(2 * math.pi * notes[position // RATE % len(notes)] * position / RATE))
            for position in range(duration_ms * RATE // 1000)
        ),
    )


def silence(duration_ms: int) -> Samples:
    """Return silence."""
    return array("h", bytes(2 * (duration_ms * RATE // 1000)))
