"""The matrix of a story as somebody asks for it: there, made while they wait, or by a job."""

from dataclasses import dataclass

from service.access.principal import Principal
from service.api.services import Services
from service.clock import run_time
from service.errors import ConflictError, NotFoundError
from service.jobs.asking import ask_matrix
from service.store.matrices import matrix_id
from service.store.stories import StoredStory, StoryColumn
from service.store.unit import Store
from service.work.matrix import make_matrix
from service.work.name_decisions import name_decisions


@dataclass(frozen=True, slots=True)
class Asked:
    """A story, and the matrix that its documents and the decisions on names come to.

    `columns` are in the order in which they came, `expected` identifiers and names of sources
    by name; `missing` are those of which no document is in.
    """

    story: StoredStory
    columns: tuple[StoryColumn, ...]
    expected: tuple[tuple[str, str], ...]
    matrix_id: str
    is_made: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of expected sources that are not in yet, in order."""
        present = {column.document.source for column in self.columns}
        return tuple(sorted({name for _, name in self.expected} - present))


def asked_matrix(services: Services, story_id: str) -> Asked:
    """Return a story and what its matrix will be; nothing is made.

    Raises:
        NotFoundError: There is no such story.
    """
    with services.read() as store:
        story = known_story(store, story_id)
        columns = tuple(store.stories.columns(story_id))
        documents = [column.document for column in columns]
        decisions = name_decisions(store, documents)
        ids = [document.document_id for document in documents]
        made = matrix_id(ids, decisions, services.settings.model)
        expected = tuple(store.stories.expected(story_id))
        return Asked(story, columns, expected, made, store.matrices.has(made))


def ensured(services: Services, principal: Principal, asked: Asked) -> str | None:
    """Make the matrix if it is not there; return the job that will, where it takes long.

    Raises:
        ConflictError: The story has no document yet.
        TooLarge: A document makes more claims than the configured limit.
    """
    story_id = asked.story.story_id
    if not asked.columns:
        raise ConflictError(f"{story_id} has no document yet.")
    if asked.is_made:
        return None
    # Each document is compared with each other one.
    characters = sum(len(each.document.text) for each in asked.columns) * (len(asked.columns) - 1)
    if characters <= services.settings.max_waiting_characters:
        services.executor.run(make_matrix, story_id, principal.actor)
        return None
    with services.write(principal) as store:
        job_id = ask_matrix(store, story_id, asked.matrix_id, principal.actor, run_time())
    services.queue.wake(job_id)
    return job_id


def known_story(store: Store, story_id: str) -> StoredStory:
    """Return a story; NotFoundError when there is no such one."""
    found = store.stories.get(story_id)
    if found is None:
        raise NotFoundError(f"There is no story {story_id}.")
    return found
