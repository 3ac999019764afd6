"""The order of roles, and who somebody is in the audit log."""

import pytest

from service.access.principal import LOCAL, Principal, PrincipalKind
from service.access.roles import Role, highest
from service.errors import NotAllowedError

ORDER = [Role.READER, Role.REVIEWER, Role.EDITOR, Role.ADMIN]


@pytest.mark.parametrize("rank", range(4))
def test_a_role_allows_itself_and_those_below(rank: int) -> None:
    """Reader < reviewer < editor < admin, and nothing else."""
    assert [ORDER[rank].allows(least) for least in ORDER] == [n <= rank for n in range(4)]
    assert list(Role) == ORDER


def test_the_highest_of_several_roles_counts() -> None:
    """The order is that of the roles, not of the alphabet."""
    assert highest([Role.READER, Role.EDITOR, Role.REVIEWER]) is Role.EDITOR
    assert highest([Role.READER, Role.ADMIN]) is Role.ADMIN


@pytest.mark.parametrize(
    ("principal", "actor"),
    [
        (LOCAL, "local"),
        (Principal("nightly", Role.EDITOR, PrincipalKind.KEY, "key_1"), "key:nightly"),
        (Principal("desk", Role.READER, PrincipalKind.SESSION, "key_2"), "key:desk"),
        (Principal("ana@x.org", Role.READER, PrincipalKind.SESSION), "user:ana@x.org"),
        (Principal("key:desk", Role.READER, PrincipalKind.SESSION), "user:key:desk"),
    ],
)
def test_the_name_in_the_log_says_what_kind_it_is(principal: Principal, actor: str) -> None:
    """No user can pass for a key, whatever the provider calls them."""
    assert principal.actor == actor


def test_who_may_not_is_told_both_roles() -> None:
    """The sentence says what would be needed."""
    reader = Principal("desk", Role.READER, PrincipalKind.KEY, "key_1")
    reader.require(Role.READER)
    with pytest.raises(NotAllowedError, match=r"needs the role editor; yours is reader\."):
        reader.require(Role.EDITOR)
