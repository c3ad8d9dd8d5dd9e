"""play: plays files, one after the other."""

from voipbin_mock.actions import Action
from voipbin_mock.flow.options import items, members, required, text
from voipbin_mock.flow.turn import Turn
from voipbin_mock.provenance import documented

#: How long a file plays that nobody knows, in ms [D]: nothing is ever fetched.
UNKNOWN_MS = 5000

#: How long known files play, in ms, by the end of their address [D].
KNOWN_MS = {
    "/example-mono_16bit_8khz_pcm.wav": 8000,
    "/beep.wav": 300,
    "/silence-1s.wav": 1000,
    "/silence-10s.wav": 10_000,
}


def media_ms(url: str) -> int:
    """Return how long the file at ``url`` plays, in ms."""
    address = url.split("?", 1)[0]
    return next((ms for end, ms in KNOWN_MS.items() if address.endswith(end)), UNKNOWN_MS)


class Play(Action):
    """Plays each file in turn; the flow goes on at the end of the last."""

    type = "play"
    option = members({"stream_urls": required(items(text, least=1))})
    provenance = documented("[T] Simple outbound call with media file play")

    def start(self, turn: Turn) -> None:
        """Begin the first file."""
        self._play(turn, 0)

    def resume(self, turn: Turn, _event: object) -> None:
        """End one file and begin the next."""
        turn.happen("prompt_end", completed=True)
        following = int(turn.local[0]) + 1
        if following < len(turn.option["stream_urls"]):
            self._play(turn, following)

    def on_stop(self, turn: Turn) -> None:
        """The file breaks off."""
        turn.happen("prompt_end", completed=False)

    def lasts_ms(self, url: str) -> int:
        """Return how long a file plays, in ms."""
        return media_ms(url)

    def _play(self, turn: Turn, position: int) -> None:
        url = turn.option["stream_urls"][position]
        duration_ms = self.lasts_ms(url)
        turn.happen("prompt", kind="play", url=url, duration_ms=duration_ms)
        turn.wait(duration_ms, position)
