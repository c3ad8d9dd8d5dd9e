"""A peer made of a bare socket: it sends what nobody should and sees every datagram, copies included."""

from __future__ import annotations

import re
import socket
import time

from tests.sip.platform import PATIENCE_S

SDP = (
    "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
)  # fmt: skip


class Raw:
    """One UDP socket and what came on it."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.came: list[str] = []

    def close(self) -> None:
        self._socket.close()

    def throw(self, data: bytes | str, port: int) -> None:
        """Send a datagram."""
        self._socket.sendto(data.encode() if isinstance(data, str) else data, ("127.0.0.1", port))

    def catch(self, start: str, times: int = 1) -> str:
        """Wait until so many datagrams with this first line have come; return the last of them."""
        until = time.monotonic() + PATIENCE_S
        while len(found := [one for one in self.came if one.startswith(start)]) < times:
            left_s = until - time.monotonic()
            assert left_s > 0, f"{start} came {len(found)} times, not {times}; there were {self.firsts()}"
            self._take(left_s)
        return found[-1]

    def listen(self, seconds: float) -> list[str]:
        """Take what comes for a while; return the first line of all that has come."""
        until = time.monotonic() + seconds
        while (left_s := until - time.monotonic()) > 0:
            self._take(left_s)
        return self.firsts()

    def firsts(self) -> list[str]:
        return [one.split("\r\n")[0] for one in self.came]

    def _take(self, seconds: float) -> None:
        self._socket.settimeout(seconds)
        try:
            self.came.append(self._socket.recv(65536).decode())
        except TimeoutError:
            return

    def request(self, method: str, number: int = 1, *, tag: str = "", body: str = "", branch: str = "") -> str:
        """Return a request to the user ``callee`` within the one dialogue of this peer."""
        sdp = "Content-Type: application/sdp\r\n" if body else ""
        return (
            f"{method} sip:callee@127.0.0.1 SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK{branch or method + str(number)}\r\n"
            f"From: <sip:raw@127.0.0.1>;tag=raw\r\nTo: <sip:callee@127.0.0.1>{tag and ';tag=' + tag}\r\n"
            f"Call-ID: raw-{self.port}\r\nCSeq: {number} {method}\r\nContact: <sip:raw@127.0.0.1:{self.port}>\r\n"
            f"{sdp}Content-Length: {len(body)}\r\n\r\n{body}"
        )


def header(message: str, name: str) -> str:
    """Return the value of a header."""
    found = re.search(rf"(?mi)^{name}: (.*?)\r?$", message)
    assert found, message
    return found[1]


def tag(message: str) -> str:
    """Return the tag that the other side has put into To."""
    return header(message, "To").partition("tag=")[2]


def response(asked: str, code: int, *, body: str = "", more: str = "", mark: str = "raw") -> str:
    """Return the response to a request."""
    kept = "".join(f"{name}: {header(asked, name)}\r\n" for name in ("Via", "From", "Call-ID", "CSeq"))
    to = header(asked, "To")
    to += "" if "tag=" in to else f";tag={mark}"
    sdp = "Content-Type: application/sdp\r\n" if body else ""
    return f"SIP/2.0 {code} Said\r\n{kept}To: {to}\r\n{more}{sdp}Content-Length: {len(body)}\r\n\r\n{body}"
