"""How much is stored, for those who watch the service."""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from service.store.jobs import JobState
from service.store.tables import (
    ComparisonRow,
    DocumentRow,
    JobRow,
    JudgementRow,
    SourceRow,
    StoryRow,
)

_COUNTED = {
    "comparison": ComparisonRow,
    "document": DocumentRow,
    "judgement": JudgementRow,
    "source": SourceRow,
    "story": StoryRow,
}


@dataclass(frozen=True, slots=True)
class NumbersRepository:
    """Counts of rows; each is one pass over an index."""

    session: Session

    def stored(self) -> dict[str, int]:
        """Return how many there are of each kind of thing."""
        counts = [
            select(func.count()).select_from(row).scalar_subquery() for row in _COUNTED.values()
        ]
        found = self.session.execute(select(*counts)).one()
        return dict(zip(_COUNTED, found, strict=True))

    def jobs(self) -> dict[str, int]:
        """Return how many jobs are in each state; 0 for a state that none is in."""
        counted = select(JobRow.state, func.count()).group_by(JobRow.state)
        found = {row[0]: row[1] for row in self.session.execute(counted)}
        return {state.value: found.get(state.value, 0) for state in JobState}

    def size(self) -> int:
        """Return how large the database is, in bytes, free pages included."""
        statement = (
            "SELECT pg_database_size(current_database())"
            if self.session.get_bind().dialect.name == "postgresql"
            else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        )
        return int(self.session.execute(text(statement)).scalar_one())
