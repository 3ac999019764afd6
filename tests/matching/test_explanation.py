"""A sentence is its text, and knows how it was made."""

import ast
import pickle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import matching
from matching.explanation import Explanation

SOURCE = Path(matching.__file__).parent


def test_a_sentence_is_its_text() -> None:
    """It equals, hashes and joins like the text that it is."""
    made = Explanation(
        "{Said}.", said=Explanation("“{one}” and “{two}” are opposites", one="a", two="b")
    )
    assert made == "“a” and “b” are opposites."
    assert made.pattern == "{Said}."
    assert hash(made) == hash(str(made))
    assert isinstance(made.values["said"], Explanation)


@given(st.text(), st.text())
def test_values_are_never_patterns(one: str, two: str) -> None:
    """Braces and whatever else in a document's words stay words."""
    made = Explanation("{one} against {two}", one=one, two=two)
    assert made == f"{one} against {two}"
    assert pickle.loads(pickle.dumps(made)).values == {"one": one, "two": two}  # noqa: S301


def test_every_pattern_stands_in_the_source() -> None:
    """Whoever translates finds each pattern where it is made: none is computed."""
    assert len(patterns()) > 60


def patterns() -> set[str]:
    """Return every pattern that the library makes sentences of."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Explanation":
                pattern = node.args[0]
                assert isinstance(pattern, ast.Constant), (path.name, node.lineno)
                found.add(str(pattern.value))
    return found
