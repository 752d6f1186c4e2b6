"""Reading a URL strictly, once: what is judged here is what is requested, piece by piece, so that no second parser can see another host in it.

Odd spellings of IP addresses (127.1, 0x7f000001, 2130706433) are refused whatever they mean: no link in the news is written so.
Names in other scripts are mapped as browsers do (UTS 46) before they are judged; full-width digits are digits then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

from stemma.fetch.errors import SAVE_IT, FetchError
from stemma.fetch.guard.addresses import barred

#: Nobody writes longer ones by hand, and servers refuse them.
LONGEST = 4_000
PORTS = {"http": 80, "https": 443}

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH = "/%:@!$&'()*+,;=-._~"
_CHECK = "Check the address."
_OWN = "Give --allow-private if it is a server of your own."


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A URL that may be asked for, in the pieces in which it is asked for."""

    scheme: str
    #: Lower-case ASCII name, or an IP address without brackets.
    host: str
    port: int
    #: Path and query, percent-encoded.
    target: str

    @property
    def authority(self) -> str:
        """The host as a Host header has it; the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL, without its fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def site(self) -> str:
        """What politeness counts as one host: http and https together."""
        return self.host if self.port in PORTS.values() else f"{self.host}:{self.port}"


def checked(url: str, *, allow_private: bool = False) -> Link:
    """The pieces of `url`; FetchError when it may not be asked for. No name is looked up here."""
    written = url.strip(" \t\r\n\f")
    if not 0 < len(written) <= LONGEST or _CONTROL.search(written):
        raise FetchError("bad-address", "is no address that can be fetched: it is empty, too long, or holds control characters", _CHECK)
    try:
        parts = urlsplit(written)
        port = parts.port
        target = quote(parts.path or "/", safe=_PATH) + ("?" + quote(parts.query, safe=_PATH + "?") if parts.query else "")
    except ValueError as error:  # UnicodeError, a broken port and broken brackets among them
        raise FetchError("bad-address", "is no address that can be fetched: it cannot be read", _CHECK) from error
    if parts.scheme not in PORTS:
        hint = _CHECK if parts.scheme else "Write it with https:// in front."
        raise FetchError("blocked-scheme", "is not fetched: only http and https are", hint)
    if "@" in parts.netloc:
        raise FetchError("blocked-password", "is not fetched: it carries a user name or password", "Write it without what stands before the @.")
    port = PORTS[parts.scheme] if port is None else port
    if port not in PORTS.values() and not (allow_private and port > 0):
        raise FetchError("blocked-port", f"is not fetched: port {port} is none of the web's (80 and 443)", _OWN)
    host = _host(parts.netloc, parts.hostname or "", allow_private)
    return Link(scheme=parts.scheme, host=host, port=port, target=target if target.startswith("/") else "/" + target)


def joined(link: Link, location: str, *, allow_private: bool) -> Link:
    """Where a redirect from `link` to `location` leads."""
    try:
        target = urljoin(link.url, location.strip(" \t\r\n\f"))
    except ValueError as error:
        raise FetchError("bad-redirect", "redirects to something that is no address", SAVE_IT) from error
    return checked(target, allow_private=allow_private)


def _host(netloc: str, written: str, allow_private: bool) -> str:
    """The host, mapped and judged."""
    address: IPv4Address | IPv6Address | None = _bracketed(netloc) if "[" in netloc else None
    host = str(address) if address is not None else _name(written)
    if address is None and _NUMBER.fullmatch(host.rpartition(".")[2]):
        address = _plain(host)
    if address is not None and (words := barred(str(address), allow_private=allow_private)) is not None:
        raise FetchError("blocked-address", f"is not fetched: {host} is {words}", _OWN)
    if host.endswith(".onion"):
        raise FetchError("blocked-address", "is not fetched: it is reached through Tor only", "Save the page in the Tor Browser and add the file.")
    if not allow_private and (host == "localhost" or host.endswith(".localhost")):
        raise FetchError("blocked-address", "is not fetched: it names this machine", _OWN)
    return host


def _bracketed(netloc: str) -> IPv6Address:
    """The IPv6 address in brackets; one with a zone belongs to this machine's own links and is refused."""
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d*)?", netloc)
    try:
        return IPv6Address(match[1] if match else "")
    except ValueError as error:
        raise FetchError("bad-address", "is not fetched: its address in brackets is none", _CHECK) from error


def _plain(host: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(host)
    except ValueError as error:
        raise FetchError("bad-address", f"is not fetched: {host} is an odd spelling of an IP address", _CHECK) from error


def _name(written: str) -> str:
    """The name in lower-case ASCII."""
    try:
        host = written if written.isascii() else _mapped(written)
    except UnicodeError as error:
        raise FetchError("bad-address", "is not fetched: its host is no name", _CHECK) from error
    host = host.lower().removesuffix(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise FetchError("bad-address", "is not fetched: its host is no name", _CHECK)
    return host


def _mapped(written: str) -> str:
    import idna

    return idna.encode(written, uts46=True).decode("ascii")
