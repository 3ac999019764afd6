"""Who signed in through a provider: their role by their groups, and their name."""

from typing import Any

import pytest
from sqlalchemy import Engine

from service.access.oidc import OidcClient, groups_in, user_name
from service.access.roles import Role
from service.errors import NotAllowedError, UnknownCallerError
from tests.service.access.issuer import Issuer
from tests.service.access.signing_in import client_of, sign_in


@pytest.mark.parametrize(
    ("claims", "more", "role"),
    [
        ({"groups": ["chiefs", "desk"]}, {}, Role.ADMIN),
        ({"groups": "desk"}, {}, Role.REVIEWER),
        ({"groups": ["sports"]}, {}, None),
        ({"groups": []}, {}, None),
        ({"groups": ["DESK", "desk "]}, {}, None),
        ({"groups": [1, None, {"desk": 1}]}, {}, None),
        ({"groups": None}, {}, None),
        ({"groups": ["sports"]}, {"oidc_default_role": "reader"}, Role.READER),
        ({"groups": None}, {"oidc_default_role": "reader"}, Role.READER),
        ({"groups": ["desk"]}, {"oidc_default_role": "editor"}, Role.REVIEWER),
        ({"realm": {"roles": ["desk"]}}, {"oidc_groups": "realm.roles"}, Role.REVIEWER),
        ({"https://x.org/g": ["desk"]}, {"oidc_groups": "https://x.org/g"}, Role.REVIEWER),
    ],
)
def test_groups_give_roles(
    engine: Engine,
    issuer: Issuer,
    claims: dict[str, Any],
    more: dict[str, str],
    role: Role | None,
) -> None:
    """The highest counts; a user without any is refused unless there is a default."""
    issuer.claims |= claims
    oidc = client_of(issuer, **more)
    if role is None:
        with pytest.raises(NotAllowedError, match="no role here"):
            sign_in(engine, oidc, issuer)
    else:
        assert sign_in(engine, oidc, issuer).role is role


def test_groups_may_stand_in_userinfo(engine: Engine, oidc: OidcClient, issuer: Issuer) -> None:
    """Asked for with the access token, and only about the same user."""
    issuer.claims = {}
    issuer.userinfo = {"groups": ["chiefs"]}
    assert sign_in(engine, oidc, issuer).role is Role.ADMIN
    issuer.userinfo["sub"] = "u-18"
    with pytest.raises(UnknownCallerError):
        sign_in(engine, oidc, issuer)


def test_groups_of_a_nested_claim() -> None:
    """A claim that is no object leads nowhere."""
    assert groups_in({"a": {"b": ["x", "y"]}}, "a.b") == {"x", "y"}
    assert groups_in({"a": ["b"]}, "a.b") is None
    assert groups_in({}, "a") is None
    assert groups_in({"a.b": ["z"], "a": {"b": ["x"]}}, "a.b") == {"z"}


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": "ana@x.org"}, "ana@x.org"),
        ({"email": "ana@x.org", "email_verified": True}, "ana@x.org"),
        ({"email": "chief@x.org", "email_verified": False}, "u-17"),
        ({"email": "chief@x.org", "email_verified": "false"}, "u-17"),
        ({"email": "a\nb@x.org"}, "u-17"),
        ({"email": " "}, "u-17"),
        ({"email": 7}, "u-17"),
        ({}, "u-17"),
    ],
)
def test_what_a_user_is_called(claims: dict[str, Any], name: str) -> None:
    """By the address, unless anybody could have typed it in."""
    assert user_name({"sub": "u-17", **claims}) == name
