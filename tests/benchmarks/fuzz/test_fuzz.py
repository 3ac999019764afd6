"""Every target on its seeds and on what chance makes of them; and that the checks would see faults.

Without atheris: an installation has it only where somebody fuzzes.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from benchmarks.fuzz import linear
from benchmarks.fuzz.held import check_reading, check_result, refused_or
from benchmarks.fuzz.linear import NotLinear, check_linear
from benchmarks.fuzz.running import _escaped
from benchmarks.fuzz.target import load, names
from matching.comparison import Reading
from matching.document import Document
from matching.reading import read_together
from matching.span import Span
from service.errors import InputError
from service.intake.item import Item, Link

TEXT = "La ministra Ana Quiroga dijo que murieron 12 personas el lunes 3 de mayo de 2027."


@pytest.mark.parametrize("name", names())
def test_a_target_holds_on_its_seeds_and_near_them(name: str) -> None:
    """Whole, cut, with bytes changed, and with words put in."""
    target = load(name)
    chance = Random(name)  # noqa: S311 - the same inputs each time
    for seed in target.seeds():
        target.run(seed)
        changed = bytearray(seed[: target.longest])
        for _ in range(3):
            at = chance.randrange(len(changed))
            changed[at : at + chance.randrange(3)] = chance.choice(target.words).encode()
        target.run(bytes(changed))
        target.run(seed[: chance.randrange(len(seed))])


@pytest.fixture
def reading() -> Reading:
    """A sound reading."""
    (found,) = read_together([Document(TEXT, "La Gaceta")]).readings
    check_reading(found)
    return found


def test_an_offset_that_is_wrong_is_seen(reading: Reading) -> None:
    """Of a claim, of a name, of an amount, and beyond the text."""
    (claim,) = reading.claims
    for wrong in (
        replace(claim, span=Span(claim.span.start, claim.span.end - 1)),
        replace(claim, passage=9),
        replace(claim, head=Span(0, 1000)),
    ):
        with pytest.raises(AssertionError):
            check_reading(replace(reading, claims=(wrong,)))
    numbers = [replace(each, surface="13") for each in claim.slots.numbers]
    slots = replace(claim.slots, numbers=tuple(numbers))
    with pytest.raises(AssertionError, match="13"):
        check_reading(replace(reading, claims=(replace(claim, slots=slots),)))
    moved = [replace(each, span=each.span.shift(1)) for each in reading.mentions]
    with pytest.raises(AssertionError):
        check_reading(replace(reading, mentions=tuple(moved)))


@pytest.mark.parametrize(
    "item",
    [
        Item(Document(TEXT, "La\nGaceta")),
        Item(Document(TEXT + "\ud83d", "La Gaceta")),
        Item(Document(TEXT, "La Gaceta"), links=(Link(3, 1000, "https://example.org/1"),)),
    ],
)
def test_an_item_that_cannot_be_kept_is_seen(item: Item) -> None:
    """Names of two lines, half a character, a link outside the text."""
    with pytest.raises((AssertionError, UnicodeError)):
        check_result(item)


def test_only_documented_errors_are_let_pass() -> None:
    """A refusal with a sentence; whatever else is a fault, unless a library gave up on markup."""

    def failing(error: Exception) -> Callable[[], None]:
        def fail() -> None:
            raise error

        return fail

    assert refused_or(failing(InputError("no"))) is None
    assert refused_or(failing(RecursionError()), is_apart=True) is None
    assert refused_or(failing(KeyError("x")), is_apart=True) is None
    for error in (InputError(""), KeyError("x"), RecursionError()):
        with pytest.raises(type(error)):
            refused_or(failing(error))


def test_time_that_outgrows_length_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """And time that grows with it is not."""
    monkeypatch.setattr(linear, "_ONE_IN", 1)

    def slow(text: str) -> None:
        sum(1 for one in text for two in text[::2] if one == two)

    check_linear("abc", lambda text: [hash(text[at:]) for at in range(40)])
    with pytest.raises(NotLinear):
        check_linear("abc", slow)


def test_words_are_written_as_dictionaries_have_them() -> None:
    """Quotation marks, line ends and letters beyond ASCII as bytes."""
    assert _escaped('a"\n“') == r"a\x22\x0A\xE2\x80\x9C"
