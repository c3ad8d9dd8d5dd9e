"""Finds a marked secret in bytes, however it is packed: escaped, percent-encoded, base64, compressed, or all of it."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_to_bytes

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_DEEPEST = 3


def leaks(data: bytes, marks: frozenset[str]) -> set[str]:
    """Return the marks that stand in the data, or in anything packed in it."""
    found: set[str] = set()
    seen: set[bytes] = set()
    waiting = [(data, 0)]
    while waiting:
        part, depth = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        low = part.lower()
        found |= {mark for mark in marks if mark.lower().encode() in low}
        if depth < _DEEPEST:
            waiting += [(inner, depth + 1) for inner in _unpacked(part, thorough=depth < 2)]
    return found


def _unpacked(part: bytes, *, thorough: bool) -> Iterator[bytes]:
    if b"%" in part:
        yield unquote_to_bytes(part.replace(b"+", b" "))
    if b"\\u" in part:
        yield _ESCAPE.sub(lambda m: chr(int(m[1], 16)).encode("utf-8", "replace"), part)
    if b"&" in part and len(part) < 1_000_000:
        yield html.unescape(part.decode("utf-8", "replace")).encode("utf-8", "replace")
    yield from _decompressed(part)
    for run in _BASE64.findall(part):
        text = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4 if thorough and len(text) < 4000 else 1):
            cut = text[start:]
            cut = cut[: len(cut) - (len(cut) % 4 == 1)]
            with suppress(binascii.Error):
                yield base64.b64decode(cut + b"=" * (-len(cut) % 4))


def _decompressed(part: bytes) -> Iterator[bytes]:
    for magic, unpack in ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress)):
        if part.startswith(magic):
            with suppress(OSError, EOFError, zlib.error, lzma.LZMAError):
                yield unpack(part)
    if part[:1] == b"\x78":
        with suppress(zlib.error):
            yield zlib.decompress(part)
    if part.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(part)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def search(folder: Path, marks: frozenset[str]) -> dict[str, set[str]]:
    """Return the marks found in each file below a folder, by the file's name from there."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    found = {path: leaks(path.read_bytes(), marks) | leaks(path.name.encode(), marks) for path in files}
    return {str(path.relative_to(folder)): here for path, here in found.items() if here}


def as_json_escapes(text: str) -> str:
    """Return a text as JSON may write it: every letter as an escape."""
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


def writings(secret: str) -> dict[str, str]:
    """Return how a careless server may repeat a secret."""
    return {
        "plain": secret,
        "percent": "".join(f"%{byte:02X}" for byte in secret.encode()),
        "basic": base64.b64encode(f"someone:{secret}".encode()).decode(),
        "json": json.dumps(json.dumps({"password": secret})),
        "nested": json.dumps({"message": f"no user with {secret} at {secret[:9]}"}),
    }
