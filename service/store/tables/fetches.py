"""What servers gave with pages and feeds, so that what has not changed is not sent again."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base
from service.store.tables.types import ExactText


class FetchRow(Base):
    """The last answer for one address; a cache, which may be emptied at any time."""

    __tablename__ = "fetch"

    url: Mapped[str] = mapped_column(ExactText, primary_key=True)
    etag: Mapped[str | None] = mapped_column(ExactText)
    last_modified: Mapped[str | None] = mapped_column(ExactText)
    fetched_at: Mapped[datetime | None]
    # Answers in a row that said "later"; none before this moment is to be asked for.
    failures: Mapped[int]
    not_before: Mapped[datetime | None]
