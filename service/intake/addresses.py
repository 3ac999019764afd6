"""Which network addresses may be asked: those of the public Internet, and nothing else.

What Python's `is_global` says is not enough: it lets multicast, 6to4, NAT64 and IPv4-compatible
forms through, behind which a private IPv4 address may stand.

Source: IANA special-purpose address registries (RFC 6890 and updates), RFC 6052, 3056, 4380.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# Refused beside whatever is not global. Where a range has a use, the comment tells it.
_REFUSED_V4 = tuple(
    ip_network(each)
    for each in (
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is a cloud's metadata
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a cloud's own server beside each machine
    )
)
# Unicast addresses of the Internet are all given out of this range.
_UNICAST = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    IPv6Network(each)
    for each in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address stands inside
        "3fff::/20",  # documentation
    )
)
# An IPv6-only network sees the IPv4 Internet here (DNS64).
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Tell whether *address*, as a name server gives it, is one of the public Internet.

    A scope ("fe80::1%eth0") makes it one of a link, which is none.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public_v4(found)
    return found.scope_id is None and _is_public_v6(found)


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in _REFUSED_V4)
    )


def _is_public_v6(address: IPv6Address) -> bool:
    inner = address.ipv4_mapped or (_last_v4(address) if address in _NAT64 else None)
    if inner is not None:
        return _is_public_v4(inner)
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP and not _is_public_v4(_last_v4(address)):
        return False
    return (
        address in _UNICAST
        and address.is_global
        and not any(address in network for network in _REFUSED_V6)
    )


def _last_v4(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
