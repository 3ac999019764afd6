"""Which names and addresses are this machine itself."""

import ipaddress


def is_loopback(host: str | None) -> bool:
    """Tell whether *host*, a name or an address without port, is this machine itself."""
    if host is None:
        return False
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
