"""One spelling for each address: what two links to one report have in common.

Theory of operation. Scheme and host are case-blind, default ports and fragments say nothing (but for "#!", an old way to name pages),
and some parameters say only by which way a reader came (utm_*, fbclid, ...): they go. The rest of the query stays, sorted by name, for
on many sites it names the article. http and https are one, as is "www." before a host: no news site serves two reports so. AMP and
mobile addresses become the plain one only where their form leaves no doubt ("/amp" as last part of the path, "amp." or "m." before a
host of two or more parts, Google's AMP caches). What is no http address is left alone. Not done: short links (they need the net), case
of paths.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit, urlunsplit

#: Parameters that name the way of the reader, not the report.
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|"
    r"_hsenc|_hsmi|__hs\w+|hsctatracking|oly_anon_id|oly_enc_id|vero_id|vero_conv|wickedid|rb_clickid|s_cid|s_kwcid|ef_id|"
    r"at_medium|at_campaign\w*|at_custom\d|at_link_\w+|at_ptr_name|at_format|at_bbc_team|cmpid|cmp|icid|ito|ns_\w+|ocid|"
    r"smid|smtyp|guccounter|guce_referrer\w*|ref_src|ref_url|sr_share|spm|scmpid|taid|tpcc|wt\.\w+|wt_\w+|xtor|xts|"
    r"_ga|_gl|_openstat|amp|outputtype|usqp|amp_js_v|amp_gsa|gaa_at|gaa_n|gaa_sig|gaa_ts|mibextid|fb_action_ids|fb_action_types|fb_ref|fb_source)",
    re.IGNORECASE,
)
#: Values of `outputtype` and `amp` that ask for the AMP form; other values may ask for another page.
_AMP_VALUES = {"", "1", "true", "amp"}
_PORTS = {"http": 80, "https": 443}
#: What may stand unescaped in a path or a query (RFC 3986), so that both spellings of a letter become one.
_UNRESERVED = "-._~!$&'()*+,;=:@/"
_CACHE = re.compile(r"/(?:[cv]|i|wp)/(?:s/)?(?P<rest>[^/]+\.[^/]+.*)")


def canonical(url: str) -> str:
    """The canonical spelling of an http(s) address; anything else comes back as it is, without white space around it."""
    url = url.strip()
    parts = _parts(url)
    if parts is None:
        return url
    host, port = (parts.hostname or "").rstrip("."), parts.port
    path, query = parts.path, parts.query
    host, path = _uncached(host, path)
    host = _plain_host(_ascii(host))
    netloc = host if port in (None, *_PORTS.values()) else f"{host}:{port}"
    page = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", netloc, _path(path), _query(query), page))


def host_of(url: str) -> str | None:
    """The host of an http(s) address in its canonical spelling; None where there is none."""
    parts = _parts(canonical(url))
    return parts.hostname if parts else None


def is_front(url: str) -> bool:
    """Whether the address is that of a whole site, where another report stands every day."""
    parts = _parts(canonical(url))
    return parts is not None and parts.path in ("", "/") and not parts.query and not parts.fragment


def _parts(url: str) -> SplitResult | None:
    """The parts of an http(s) address; None where it is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in _PORTS and (parts.hostname or "").strip(".") and (parts.port is None or parts.port)
    except ValueError:
        return None
    return parts if known else None


def _ascii(host: str) -> str:
    """The host in the letters of the name system; "müller.example" and its xn-- form are one."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _plain_host(host: str) -> str:
    """The host without "www.", and without "m." or "amp." where two parts or more follow."""
    if ":" in host:
        return f"[{host}]"
    for front in ("www.", "m.", "mobile.", "amp."):
        rest = host.removeprefix(front)
        if rest != host and "." in rest:
            return rest.removeprefix("www.") if "." in rest.removeprefix("www.") else rest
    return host


def _uncached(host: str, path: str) -> tuple[str, str]:
    """The address that an AMP cache of Google's stands for."""
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        match = _CACHE.fullmatch(path)
    elif re.fullmatch(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", host) and path.startswith("/amp/"):
        match = re.fullmatch(r"/amp/(?:s/)?(?P<rest>[^/]+\.[^/]+.*)", path)
    else:
        match = None
    if not match:
        return host, path
    inner, slash, rest = match["rest"].partition("/")
    return inner.lower(), slash + rest


def _path(path: str) -> str:
    """The path with one spelling for each letter, without AMP's last part, without a slash at its end."""
    path = _spelled(path)
    path = re.sub(r"(?:/amp/?|\.amp(?=\.html?$|$))$", "", path) if path not in ("/amp", "/amp/") else path
    path = re.sub(r"\.amp(?=\.html?$)", "", path)
    return path.rstrip("/") or "/"


def _query(query: str) -> str:
    """The parameters that may name the report, sorted by name; those of one name keep their order."""
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not part or (_TRACKING.fullmatch(name) and not (name.lower() in ("amp", "outputtype") and value.lower() not in _AMP_VALUES)):
            continue
        kept.append((_spelled(name), _spelled(part)))
    return "&".join(part for _, part in sorted(kept, key=lambda pair: pair[0]))


def _spelled(text: str) -> str:
    """Percent-escapes opened where they need not be, and made where they must."""
    out = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    pieces = re.split(r"((?:%[0-9A-Fa-f]{2})+)", out)
    return "".join(_respelled(p) if n % 2 else quote(p, safe=_UNRESERVED + "%?") for n, p in enumerate(pieces))


def _respelled(escapes: str) -> str:
    """A run of escapes: letters, digits and -._~ open; all else in capitals."""
    plain = "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "".join(chr(b) if chr(b) in plain else f"%{b:02X}" for b in unquote_to_bytes(escapes))
