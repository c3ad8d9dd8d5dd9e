"""What is known of a live target before anything is sent: a profile of ``harness.toml``, or the environment alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from voipbin_harness.accounts import VARIABLES, Account
from voipbin_harness.masking import Masker
from voipbin_harness.safety.limits import Limits
from voipbin_harness.targets.harness_toml import numbers_of, problem, read_targets
from voipbin_harness.violation import HarnessError

Does = Literal["follows scripts", "listens", "is busy", "never answers", "rejects", "cannot be reached"]


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the allow list, and what they do when called."""

    type: Literal["tel", "extension", "sip"]
    target: str
    does: Does

    @property
    def address(self) -> dict[str, str]:
        """The address as a destination; an extension is found by ``target_name`` [C]."""
        if self.type == "extension":
            return {"type": "extension", "target": self.target, "target_name": self.target}
        return {"type": self.type, "target": self.target}


@dataclass(frozen=True, slots=True)
class Waits:
    """How a live target is waited for; ``clock_speed`` is ms of the target's clock for each ms here."""

    poll_ms: int = 1000
    connect_s: float = 10.0
    silence_s: float = 30.0
    answer_s: float = 60.0
    clock_speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """A live target. ``root`` is its URL without the version; ``accounts`` hold secrets and show none."""

    name: str
    root: str
    edition: str | None
    accounts: Mapping[str, Account]
    source: str
    ledger: Path
    second_source: str = ""
    callees: tuple[Listed, ...] = ()
    verify: bool = True
    ca_file: Path | None = None
    limits: Limits = field(default_factory=Limits)
    waits: Waits = field(default_factory=Waits)
    actions: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    refused_numbers: frozenset[str] = frozenset()

    @property
    def allowed(self) -> frozenset[str]:
        """Every text that may stand as a destination."""
        return self.refused_numbers | {callee.target for callee in self.callees}

    @property
    def scripted(self) -> tuple[str, ...]:
        """The owned numbers that can be given a flow to answer with."""
        return tuple(c.target for c in self.callees if c.type == "tel" and c.does == "follows scripts")


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the profiles are: ``VOIPBIN_CONFIG``, else ``harness.toml`` in the working directory."""
    return Path(environ.get("VOIPBIN_CONFIG") or "harness.toml").absolute()


def load_profile(text: str, environ: Mapping[str, str] = os.environ) -> Profile:
    """Return the profile that ``--target`` names: a URL, described by the environment, or a name.

    Raises :class:`HarnessError` with file, member and what to do.
    """
    if "://" in text:
        _root(text, text, open_allowed=True)
        return _from_table(text, _table_of(text, environ), Path.cwd(), environ, "the environment")
    file = config_file(environ)
    targets = read_targets(file) if file.is_file() else {}
    if text not in targets:
        known = f"{file} has {', '.join(targets) or 'none'}" if file.is_file() else f"there is no {file}"
        raise HarnessError(
            f"--target {text}: write mock, mock:http://HOST:PORT, https://HOST/v1.0 or the name of a profile; {known}"
        )
    return _from_table(text, targets[text], file.parent, environ, f"{file}: targets.{text}")


def edition_of(text: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the edition that the target's profile names; ``None`` where it names none."""
    if "://" in text or text == "mock":
        return None
    file = config_file(environ)
    found = read_targets(file).get(text, {}).get("edition") if file.is_file() else None
    return found if isinstance(found, str) else None


def _table_of(url: str, environ: Mapping[str, str]) -> dict[str, Any]:
    """Return what the environment says of a target, in the form of a profile."""
    if not environ.get("VOIPBIN_SOURCE"):
        raise HarnessError(
            f"--target {url}: set VOIPBIN_SOURCE to a number that the account owns (GET /numbers lists them), "
            "or write a profile into harness.toml"
        )
    table: dict[str, Any] = {"url": url, "source": environ["VOIPBIN_SOURCE"]}
    if second := environ.get("VOIPBIN_SECOND_SOURCE"):
        table["second_source"] = second
    if numbers := environ.get("VOIPBIN_CALLEES"):
        named = [number.strip() for number in numbers.split(",") if number.strip()]
        table["callees"] = [{"number": number, "does": "follows scripts"} for number in named]
    for section in ("limits", "waits"):
        if found := dict(_numbers(section, environ)):
            table[section] = found
    if ca_file := environ.get("VOIPBIN_TLS_CA_FILE"):
        table["tls"] = {"ca_file": ca_file}
    if verify := environ.get("VOIPBIN_TLS_VERIFY"):
        if verify not in ("true", "false"):
            raise HarnessError(f"VOIPBIN_TLS_VERIFY: write true or false, not {verify!r}")
        table.setdefault("tls", {})["verify"] = verify == "true"
    if (wrong := problem({"targets": {"TARGET": table}})) is not None:
        raise HarnessError(f"--target {url}: the environment: {wrong.removeprefix('targets.TARGET.')}")
    return table


def _numbers(section: str, environ: Mapping[str, str]) -> Iterator[tuple[str, int | float]]:
    """Yield what variables such as ``VOIPBIN_LIMITS_CALLS`` say."""
    for member, kind in numbers_of(section).items():
        variable = f"VOIPBIN_{section}_{member}".upper()
        if text := environ.get(variable):
            try:
                yield member, kind(text)
            except ValueError:
                raise HarnessError(f"{variable}: {text!r} is no {'whole ' * (kind is int)}number") from None


def _from_table(name: str, table: dict[str, Any], base: Path, environ: Mapping[str, str], where: str) -> Profile:
    tls, allow = table.get("tls", {}), table.get("allow", {})
    root = _root(name, table["url"], open_allowed=tls.get("verify") is False)
    ca_file = base / tls["ca_file"] if "ca_file" in tls else None
    if ca_file is not None and not ca_file.is_file():
        raise HarnessError(f"{where}.tls.ca_file: there is no file {ca_file}")
    ledger = environ.get("VOIPBIN_LEDGER") or table.get("ledger") or f".voipbin-harness/{_slug(root)}.jsonl"
    return Profile(
        name=name,
        root=root,
        edition=table.get("edition"),
        accounts=_accounts(table, environ, where),
        source=table["source"],
        second_source=table.get("second_source", ""),
        ledger=base / ledger,
        callees=tuple(map(_listed, table.get("callees", []))),
        verify=tls.get("verify", True),
        ca_file=ca_file,
        limits=Limits(**table.get("limits", {})),
        waits=Waits(**table.get("waits", {})),
        actions=frozenset(allow.get("actions", [])),
        operations=frozenset(allow.get("operations", [])),
        refused_numbers=frozenset(allow.get("refused_numbers", [])),
    )


def _root(name: str, text: str, *, open_allowed: bool) -> str:
    try:
        url = urlsplit(text)
        usable = bool(url.hostname) and url.port != 0 and url.scheme in ("http", "https")
    except ValueError:
        usable = False
    if not usable or "@" in url.netloc or url.path.rstrip("/") != "/v1.0" or url.query or url.fragment:
        raise HarnessError(
            f"--target {Masker().text(name)}: write https://HOST/v1.0, without credentials: "
            "they come from the environment"
        )
    if url.scheme == "http" and not open_allowed and not _is_here(url.hostname or ""):
        raise HarnessError(
            f"--target {name}: http:// would send the credentials in the clear; write https://, or say that you mean "
            "it with tls.verify = false (VOIPBIN_TLS_VERIFY=false)"
        )
    return f"{url.scheme}://{url.netloc}"


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _listed(entry: Mapping[str, str]) -> Listed:
    for member, kind in (("number", "tel"), ("extension", "extension"), ("sip", "sip")):
        if member in entry:
            return Listed(kind, entry[member], entry["does"])  # type: ignore[arg-type]
    raise HarnessError(f"a callee of harness.toml names nobody: {dict(entry)}; write number, extension or sip")


def _accounts(table: Mapping[str, Any], environ: Mapping[str, str], where: str) -> dict[str, Account]:
    accounts = {}
    for name, usual in VARIABLES.items():
        section = "credentials" if name == "demo" else name
        variables = table.get(section) or usual
        given = {member: environ.get(variable, "") for member, variable in variables.items()}
        account = Account(name, **given)
        if account.token or account.accesskey or (account.username and account.password):
            accounts[name] = account
        elif name == "demo" or section in table or any(given.values()):
            raise HarnessError(_missing(where, section, variables, given))
    return accounts


def _missing(where: str, section: str, variables: Mapping[str, str], given: Mapping[str, str]) -> str:
    ways = [variables[member] for member in ("token", "accesskey") if member in variables]
    if "username" in variables and "password" in variables:
        both = (variables["username"], variables["password"])
        half = [variable for variable, member in zip(both, ("username", "password"), strict=True) if given[member]]
        if half:
            lacking = next(variable for variable in both if variable not in half)
            return f"{where}: {half[0]} is set and {lacking} is not: set both, or a token"
        ways.append(" with ".join(both))
    return f"{where}.{section}: no credential: set the environment variable {' or '.join(ways)}"


def _slug(root: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", root.split("://", 1)[1])
