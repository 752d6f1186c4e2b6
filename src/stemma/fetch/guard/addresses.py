"""What kind of place an IP address is: the open internet, or somewhere that a page from outside must never lead to.

`ipaddress` knows most of it; the table adds what its versions disagree on, and forms of IPv6 that carry an IPv4 address inside:
a NAT64 address is judged by the address inside it, all others are refused, because nothing on the open internet answers there.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

#: Natures that `allow_private` opens. All others stay closed: nothing that a journalist wants lives there.
OPENED = frozenset({"a loopback address", "a private address", "a carrier's shared address"})

#: Addresses at which clouds hand out keys to whoever asks from inside.
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"))
)
_NAMED: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(network), words)
    for network, words in (
        ("0.0.0.0/8", "an address of no host"),
        ("127.0.0.0/8", "a loopback address"),
        ("10.0.0.0/8", "a private address"),
        ("172.16.0.0/12", "a private address"),
        ("192.168.0.0/16", "a private address"),
        ("100.64.0.0/10", "a carrier's shared address"),
        ("169.254.0.0/16", "a link-local address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("224.0.0.0/4", "a multicast address"),
        ("::/128", "an address of no host"),
        ("::1/128", "a loopback address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo address"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for documentation"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "an address for documentation"),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
#: All that is handed out for the open internet in IPv6.
_UNICAST = IPv6Network("2000::/3")


def nature(address: str) -> str | None:
    """What `address` is, in words, when it is not on the open internet; None when it is. ValueError when it is no IP address."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return nature(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return nature(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip in _METADATA:
        return "a cloud's metadata service"
    for network, words in _NAMED:
        if ip in network:
            return words
    if not ip.is_global or (isinstance(ip, IPv6Address) and ip not in _UNICAST):
        return "a reserved address"
    return None


def barred(address: str, *, allow_private: bool) -> str | None:
    """The nature of `address` when it may not be connected to, None when it may."""
    words = nature(address)
    return None if words is None or (allow_private and words in OPENED) else words
