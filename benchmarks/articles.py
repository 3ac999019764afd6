"""Articles for measuring time and memory: the seed stories' texts, joined and varied."""

import random
from collections.abc import Iterator

from matching.document import Document
from seeds.load import load_stories


def long_articles(words: int = 1000) -> list[Document]:
    """Return articles of about *words* words, each of whole texts of several seed stories."""
    articles: list[Document] = []
    parts: list[str] = []
    for document in _seed_documents():
        parts.append(document.text)
        if sum(len(part.split()) for part in parts) >= words:
            articles.append(Document("\n\n".join(parts), "Bench"))
            parts = []
    return articles


def varied_articles(count: int, paragraphs: int = 3, seed: int = 7) -> Iterator[Document]:
    """Yield *count* short articles, no two alike: paragraphs drawn at random, numbers changed."""
    drawn = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    pool = [line for d in _seed_documents() for line in d.text.split("\n") if len(line) > 80]
    for number in range(count):
        text = "\n\n".join(drawn.sample(pool, paragraphs))
        digits = str(drawn.randint(2, 9))
        yield Document(f"{text.replace('3', digits)}\n\nBoletín {number}.", f"Bench {number}")


def _seed_documents() -> list[Document]:
    return [document for story in load_stories() for document in story.documents.values()]
