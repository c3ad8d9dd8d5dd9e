"""Files that are played over the trunk."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import pytest

from voipbin_mock.trunk.trunk import RecordedPlay
from voipbin_mock.trunk.voice import Voice

SAMPLES = array("h", [1000, -1000, 3000, -3000] * 2000)


def wav(path: Path, *, channels: int = 1, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(SAMPLES.tobytes())
    return path


def test_a_file_of_the_directory_is_played_for_every_address_that_ends_with_its_name(tmp_path: Path) -> None:
    wav(tmp_path / "hello.wav", rate=8000)
    voice = Voice(tmp_path)
    assert voice.file("https://media.example.test/a/hello.wav?take=2") == SAMPLES
    assert RecordedPlay(voice).lasts_ms("https://media.example.test/hello.wav") == 1000
    assert voice.file_ms("https://media.example.test/beep.wav") == 300
    voice.close()


def test_another_rate_is_brought_to_that_of_the_line(tmp_path: Path) -> None:
    wav(tmp_path / "hello.wav")
    voice = Voice(tmp_path)
    assert list(voice.file("https://x.test/hello.wav")[:2]) == [0, 0]
    assert voice.file_ms("https://x.test/hello.wav") == 500
    voice.close()


def test_what_cannot_be_played_is_named_before_anybody_is_called(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere: no such directory"):
        Voice(tmp_path / "nowhere")
    wav(tmp_path / "both_ears.wav", channels=2)
    with pytest.raises(ValueError, match=r"both_ears\.wav: only a WAV with one channel"):
        Voice(tmp_path)
    (tmp_path / "both_ears.wav").write_text("a song")
    with pytest.raises(ValueError, match=r"both_ears\.wav: no WAV that can be played"):
        Voice(tmp_path)
