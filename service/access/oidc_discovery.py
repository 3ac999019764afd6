"""What an OpenID Connect provider says of itself, and its keys.

Source: OpenID Connect Discovery 1.0 sections 3 and 4.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any, cast

from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import HTTPError, InvalidURL
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from service.access.oidc_settings import is_protected
from service.errors import OverloadedError

log = logging.getLogger(__name__)

Wire = Any
"""Authlib's client, which publishes no types."""

_KEEP = 3600.0
# Least time between two looks for new keys, in seconds: tokens with made-up key ids must not
# make us ask the provider each time.
_AGAIN = 30.0
_TIMEOUT = 10.0
_DOWN = "The sign-in provider cannot be reached now; try again later, or sign in with a key."


class Discovery:
    """The provider's own description, kept for an hour; safe to share between threads."""

    timeout = _TIMEOUT

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._lock = Lock()
        self._metadata: Mapping[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = self._keys_at = float("-inf")

    def endpoint(self, name: str) -> str:
        """Return the address called *name*.

        Raises:
            OverloadedError: The provider does not answer, or not with what it has to.
        """
        found = self.endpoint_if_any(name)
        if found is None:
            raise _down(f"no usable {name}")
        return found

    def endpoint_if_any(self, name: str) -> str | None:
        """Return the address called *name*, None when there is none or others could read it."""
        found = self._described().get(name)
        return found if isinstance(found, str) and is_protected(found) else None

    def keys(self, *, fresh: bool = False) -> KeySet:
        """Return the keys that the provider signs with; *fresh* asks for new ones.

        Raises:
            OverloadedError: The provider does not answer, or not with keys.
        """
        uri = self.endpoint("jwks_uri")
        with self._lock:
            age = time.monotonic() - self._keys_at
            if self._keys is None or age > (_AGAIN if fresh else _KEEP):
                with self.told_as_ours(), OAuth2Client(timeout=_TIMEOUT) as wire:
                    self._keys = _key_set(get_json(wire, uri))
                self._keys_at = time.monotonic()
            return self._keys

    @contextmanager
    def told_as_ours(self) -> Iterator[None]:
        """Tell any fault of the wire, or of what came over it, as one sentence.

        Raises:
            OverloadedError: There was one.
        """
        try:
            yield
        except (HTTPError, InvalidURL, JoseError, ValueError, TypeError, KeyError) as error:
            raise _down(type(error).__name__) from error

    def _described(self) -> Mapping[str, Any]:
        with self._lock:
            if time.monotonic() - self._read_at > _KEEP:
                url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
                with self.told_as_ours(), OAuth2Client(timeout=_TIMEOUT) as wire:
                    found = get_json(wire, url)
                if found.get("issuer") != self._issuer:
                    # One provider must not speak for another (section 4.3).
                    raise _down("the description is another issuer's")
                self._metadata, self._read_at = found, time.monotonic()
            return self._metadata


def get_json(wire: Wire, url: str, *, token: str | None = None) -> dict[str, Any]:
    """Return the JSON object at *url*, asked for with the access token if one is given.

    Raises:
        HTTPError: The other side cannot be reached or answers with an error.
        ValueError: It answers with something else.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = wire.request("GET", url, withhold_token=True, headers=headers)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found


def _key_set(found: dict[str, Any]) -> KeySet:
    return KeySet.import_key_set(cast(KeySetSerialization, found))


def _down(why: str) -> OverloadedError:
    log.error("the OpenID Connect provider failed: %s", why)
    return OverloadedError(_DOWN)
