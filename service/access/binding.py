"""Whether a server may listen on an address: to strangers only behind access control."""

from datetime import datetime

from sqlalchemy import Engine

from service.access.addresses import is_loopback
from service.access.oidc_settings import provider_of
from service.config import Access, Settings
from service.errors import SettingError
from service.store.unit import read_only


def check_bind(host: str, settings: Settings, engine: Engine, *, at: datetime) -> None:
    """Do nothing when a server may listen on *host*, a name or an address.

    Loopback is always fine. Any other address needs a key that holds, or OIDC; and the same
    goes for loopback when `public_url` says that others come in by a proxy.

    Raises:
        SettingError: It may not, or what OIDC needs is not all set; the sentence says what to do.
    """
    provider = provider_of(settings)
    is_public = bool(settings.public_url) or not is_loopback(host)
    if not is_public:
        return
    where = settings.public_url or host
    if settings.access is Access.OPEN:
        raise SettingError(
            f"CONTRASTE_ACCESS=open lets everybody in who reaches {where}; "
            "take it away, or listen on 127.0.0.1 only."
        )
    with read_only(engine) as store:
        has_key = store.api_keys.any_holds(at)
    if provider is None and not has_key:
        raise SettingError(
            f"Others can reach {where}, and nobody could sign in; make a key first with "
            "contraste key create NAME --role admin, or listen on 127.0.0.1."
        )
