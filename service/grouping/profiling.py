"""Profiles of documents: of new ones, and anew of those that another version of the code read."""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from matching.document import Document
from matching.embed import Encoder
from matching.grouping.profile import Profile, profile_documents
from service.errors import OverloadedError, StoreError
from service.store.grouping_profiles import Reach
from service.store.unit import read_only, unit_of_work

log = logging.getLogger(__name__)

_AT_ONCE = 50


def profiled(documents: Sequence[Document], encoder: Encoder) -> dict[str, Profile]:
    """Return the profiles of *documents*, by document; one that cannot be read has none.

    Raises:
        StoreError, OverloadedError: It is nobody's document that is at fault.
    """
    try:
        found = profile_documents(documents, encoder)
    except (StoreError, OverloadedError):
        raise
    except Exception as error:
        # Any fault of one document must not keep the others from being grouped.
        if len(documents) == 1:
            log.warning("%s cannot be grouped", documents[0].document_id, exc_info=error)
            return {}
        alone = [profiled([each], encoder) for each in documents]
        return {one: profile for each in alone for one, profile in each.items()}
    return {each.document_id: each for each in found}


def renew(engine: Engine, encoder: Encoder, reach: Reach, *, at: datetime) -> None:
    """Make the profiles of a time anew that another model or version of the code made.

    Without that no new document would find the ones before it.
    """
    failed = frozenset[str]()
    while True:
        with read_only(engine) as store:
            old = store.grouping_profiles.outdated(reach, encoder, _AT_ONCE, without=failed)
            documents = store.documents.get_all([document_id for document_id, _ in old])
        if not old:
            return
        profiles = profiled(documents, encoder)
        with unit_of_work(engine, at=at) as store:
            for document_id, moment in old:
                if document_id in profiles:
                    store.grouping_profiles.put(profiles[document_id], encoder, at=moment)
        failed |= {document_id for document_id, _ in old} - profiles.keys()
