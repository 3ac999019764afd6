"""Embedded posts, against tests/matching/cases/posts.yaml."""

from itertools import pairwise

import pytest
from hypothesis import given

from matching.posts import Post, find_posts
from tests.matching.factories import ODD_TEXTS, QUICK
from tests.matching.slot_cases import rows


def _read(text: str, post: Post) -> dict[str, object]:
    return {
        "author": post.author,
        "handle": post.handle,
        "date": post.date_span.quote(text) if post.date_span else None,
        "truncated": post.truncated,
        "words": post.words.quote(text),
    }


@pytest.mark.parametrize("row", rows("posts"), ids=lambda row: row["name"])
def test_posts_of_an_article(row) -> None:
    """Words, author, handle and date of each post, and nothing of the article around it."""
    assert row["posts"] == [_read(row["text"], post) for post in find_posts(row["text"])]


@QUICK
@given(ODD_TEXTS)
def test_posts_hold_their_words_and_lie_apart(text: str) -> None:
    """A post covers words and signature; no character belongs to two posts."""
    posts = find_posts(text)
    assert all(post.whole.contains(post.words) for post in posts)
    assert all(post.whole.end <= len(text) for post in posts)
    assert all(one.whole.end <= two.whole.start for one, two in pairwise(posts))


@QUICK
@given(ODD_TEXTS)
def test_what_follows_an_article_of_paragraphs_changes_no_post(text: str) -> None:
    """A post in a paragraph of its own is found whatever stands above it."""
    post = "Gates open at six. — City Stadium (@citystadium) March 3, 2026"
    found = find_posts(f"{text}\n\n{post}\n\nThe end.")
    assert "Gates open at six." in {
        one.words.quote(f"{text}\n\n{post}\n\nThe end.") for one in found
    }
