"""Stories that the machine made and that fall apart when a new document shows them to be two."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from matching.grouping.cluster import Group


def leaving(
    homes: Mapping[str, str],
    part_of: Callable[[str], Group],
    is_title: Callable[[str, str], bool],
) -> list[str]:
    """Return the documents that leave their stories, in order.

    `homes` gives the story of each document, `part_of` the group that it came to. A story keeps
    the part that it is titled by (`is_title(story, document)`), else the one with most of its
    documents; one of which every document came to be alone keeps none.
    """
    stories: defaultdict[str, list[str]] = defaultdict(list)
    for document, story in sorted(homes.items()):
        stories[story].append(document)
    found: list[str] = []
    for story, documents in stories.items():
        parts = {part_of(document) for document in documents}
        if len(parts) > 1:
            titled = [document for document in documents if is_title(story, document)]
            kept = min(parts, key=lambda part: _place(part, documents, titled))
            found += [each for each in documents if len(kept) == 1 or each not in kept]
    return sorted(found)


def _place(
    part: Group, documents: Sequence[str], titled: Sequence[str]
) -> tuple[bool, bool, int, Group]:
    own = [each for each in part if each in documents]
    return len(part) == 1, not any(each in titled for each in own), -len(own), part
