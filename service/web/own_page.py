"""Forms that need no session yet: sent by a page of this server, or not carried out.

A route that asks for a role refuses other sites by itself (service/access/guard.py); one that
is for everybody declares `OwnPage`.
"""

from typing import Annotated

from fastapi import Depends

from service.access.guard import refuse_foreign
from service.api.guard import CredentialsDep
from service.api.services import ServicesDep


def own_page(given: CredentialsDep, services: ServicesDep) -> None:
    """Do nothing unless a browser says that another site sent the form.

    Raises:
        NotAllowedError: Another site did.
    """
    refuse_foreign(given, services.settings)


OwnPage = Annotated[None, Depends(own_page)]
