"""The four roles; each may do all that the one before it may."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; the stored value. The order is that of the definition."""

    READER = "reader"
    """Reads everything, and asks for comparisons that are not stored."""
    REVIEWER = "reviewer"
    """Also judges findings."""
    EDITOR = "editor"
    """Also adds documents, sources and stories, merges entities, and starts jobs."""
    ADMIN = "admin"
    """Also makes, lists and revokes keys, and reads the audit log."""

    def allows(self, least: "Role") -> bool:
        """Tell whether this role may do what needs at least the role *least*."""
        return _RANK[self] >= _RANK[least]


_RANK = {role: rank for rank, role in enumerate(Role)}


def highest(roles: "list[Role]") -> Role:
    """Return the role of *roles*, at least one, that may do the most."""
    return max(roles, key=_RANK.__getitem__)
