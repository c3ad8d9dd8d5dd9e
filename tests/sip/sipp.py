"""SIPp as the other side: scenarios written as lists of steps, run as processes of their own.

SIPp knows nothing of this project and is strict: a message that its scenario does not expect, or one that does not come
in time, ends it with an error.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

#: How long a scenario may take as a whole, in s, on a machine with much else to do.
LIMIT_S = 20

#: Every test that needs SIPp carries this; .ci/run installs it, so that nothing is skipped there.
needs_sipp = pytest.mark.skipif(shutil.which("sipp") is None, reason="SIPp is missing: apt-get install sip-tester")

_SDP = """v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP {formats}
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
"""


def sdp(formats: str = "0 101") -> str:
    """Return a session description that takes these payload types, in this order."""
    return _SDP.format(formats=formats)


def hears(method: str, *, inside: str = "", optional: bool = False) -> str:
    """Wait for a request; ``inside`` is an action of SIPp's that looks at it."""
    more = ' optional="true"' if optional else ""
    return (
        f'<recv request="{method}"{more} rrs="true"><action>{inside}</action></recv>'
        if inside
        else (f'<recv request="{method}"{more} rrs="true"/>')
    )


def gets(code: int, *, optional: bool = False) -> str:
    """Wait for a response."""
    more = ' optional="true"' if optional else ""
    return f'<recv response="{code}"{more} rrs="true"/>'


def waits(milliseconds: int) -> str:
    """Do nothing for a while."""
    return f'<pause milliseconds="{milliseconds}"/>'


def answers(code: int, *headers: str, body: str = "", repeat: bool = False, cseq: str = "[last_CSeq:]") -> str:
    """Respond to the last request; with ``repeat`` until it is acknowledged."""
    lines = [f"SIP/2.0 {code} Said", "[last_Via:]", "[last_From:]", _to(code), "[last_Call-ID:]", cseq]
    lines += ["Contact: <sip:sipp@[local_ip]:[local_port]>", *headers]
    return _send(lines, body, repeat=repeat)


def _to(code: int) -> str:
    return "[last_To:];tag=sipp[pid]" if code > 100 else "[last_To:]"


def accepts(*headers: str) -> str:
    """Respond 200 to the last request within a dialogue, whose To has its tag already."""
    lines = ["SIP/2.0 200 OK", "[last_Via:]", "[last_From:]", "[last_To:]", "[last_Call-ID:]", "[last_CSeq:]", *headers]
    return _send(lines, "")


def asks(method: str, number: int, *headers: str, body: str = "", to: str = "", branch: str = "[branch]") -> str:
    """Send a request as a caller does; ``to`` is ``[peer_tag_param]`` once there is a dialogue."""
    lines = [
        f"{method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0",
        f"Via: SIP/2.0/UDP [local_ip]:[local_port];branch={branch}",
        "Max-Forwards: 70",
        "From: <sip:sipp@[local_ip]:[local_port]>;tag=sipp[call_number]",
        f"To: <sip:[service]@[remote_ip]:[remote_port]>{to}",
        "Call-ID: [call_id]",
        f"CSeq: {number} {method}",
        "Contact: <sip:sipp@[local_ip]:[local_port]>",
        *headers,
    ]
    return _send(lines, body, repeat=method not in ("ACK", "CANCEL"))


def calls_back(method: str, number: int, *headers: str, body: str = "") -> str:
    """Send a request as a callee does, within the dialogue that the caller began."""
    lines = [
        f"{method} [next_url] SIP/2.0",
        "Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]",
        "Max-Forwards: 70",
        "From: <sip:callee@[local_ip]:[local_port]>;tag=sipp[pid]",
        "To[$caller]",
        "Call-ID: [call_id]",
        f"CSeq: {number} {method}",
        "Contact: <sip:sipp@[local_ip]:[local_port]>",
        *headers,
    ]
    return _send(lines, body, repeat=method != "ACK")


def proven(username: str, password: str) -> tuple[str, ...]:
    """Wait for an INVITE that proves who calls; any other is answered 403."""
    asked = f'<verifyauth assign_to="proven" username="{username}" password="{password}"/>'
    return hears("INVITE", inside=asked), '<nop test="proven" next="1"/>', answers(403), '<label id="1"/>'


#: What a callee keeps of an INVITE to be able to send requests of its own.
KEEP_CALLER = '<ereg regexp=":.*" search_in="hdr" header="From" assign_to="caller"/>'


def _send(lines: list[str], body: str, *, repeat: bool = False) -> str:
    length = ["Content-Type: application/sdp", "Content-Length: [len]"] if body else ["Content-Length: 0"]
    text = "\n".join([*lines, *length, "", body])
    again = ' retrans="500"' if repeat else ""
    return f"<send{again}><![CDATA[\n{text}\n]]></send>"


@dataclass
class Sipp:
    """A SIPp that is running, at ``port``."""

    port: int
    process: subprocess.Popen[str]

    def end(self) -> str:
        """Wait for its end; return ``""`` when everything went as its scenario says, else what it said."""
        try:
            said = self.process.communicate(timeout=LIMIT_S)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return f"not over after {LIMIT_S} s"
        return "" if self.process.returncode == 0 else f"exit status {self.process.returncode}: {said[-3000:]}"


def free_port() -> int:
    """Return a UDP port that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(folder: Path, *steps: str, remote: int | None = None, more: tuple[str, ...] = ()) -> Sipp:
    """Start SIPp with a scenario; ``remote`` is the port that it calls, ``None`` where it is called."""
    port, media = free_port(), free_port()
    path = folder / f"{port}.xml"
    named = ",".join(sorted(set(re.findall(r'assign_to="(\w+)"', "".join(steps)))))
    uses = f'<Reference variables="{named}"/>' if named else ""
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{port}">{"".join(steps)}{uses}</scenario>'
    )
    place = [f"127.0.0.1:{remote}", "-s", "callee"] if remote is not None else []
    command = ["sipp", *place, "-sf", str(path), "-i", "127.0.0.1", "-p", str(port), "-mi", "127.0.0.1"]
    command += ["-mp", str(media), "-m", "1", "-nostdin", "-timeout", f"{LIMIT_S - 5}s", "-timeout_error", *more]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if remote is None:
        _until_bound(port, process)
    return Sipp(port, process)


def _until_bound(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until SIPp listens, or has ended: until then an INVITE would be lost and come again later."""
    here = f":{port:04X} "
    while here not in Path("/proc/net/udp").read_text() and process.poll() is None:
        threading.Event().wait(0.01)
