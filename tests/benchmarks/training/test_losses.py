"""What training minimises: what is told, beside what one text gives away, and teachers."""

import math

import pytest
import torch

from benchmarks.training.losses import (
    Giveaway,
    guess_loss,
    label_loss,
    log_shares,
    targets,
    taught_loss,
)
from benchmarks.training.rows import UNTOLD

EVEN = torch.zeros(1, 9)
NO = torch.zeros(1)


def test_only_a_contradiction_is_told_both_ways() -> None:
    """What else the second text says of the first no row tells."""
    classes = torch.tensor([[2, 1, 5], [0, 0, 5], [UNTOLD, 2, 5]])
    assert targets(classes).tolist() == [[2, 2, 1], [0, UNTOLD, 0], [UNTOLD, UNTOLD, 2]]


def test_a_class_that_is_not_told_costs_nothing() -> None:
    """Neither the head nor the guess."""
    none = torch.full((1, 3), UNTOLD)
    found = log_shares(EVEN)
    assert float(label_loss(found, found, NO, none)) == 0
    assert float(guess_loss(found, none)) == 0
    told = torch.tensor([[0, UNTOLD, UNTOLD]])
    assert float(guess_loss(found, told)) == pytest.approx(math.log(3))


def test_what_is_guessed_need_not_be_learned() -> None:
    """A good guess leaves little loss, where it takes part; a bad one more."""
    wanted = torch.tensor([[2, 2, 1]])
    good = log_shares(torch.tensor([[-4.0, -4, 4, -4, -4, 4, -4, 4, -4]]))
    found = log_shares(EVEN)
    plain, helped, misled = (
        float(label_loss(found, guess, debias, wanted))
        for guess, debias in (
            (good, NO),
            (good, NO + 1),
            (log_shares(-4 * good[:, :].flatten(1)), NO + 1),
        )
    )
    assert helped < plain < misled


def test_the_guess_learns_nothing_from_the_head() -> None:
    """Its own loss alone moves it."""
    giveaway = Giveaway(8, 4)
    guessed = giveaway(torch.randn(2, 8))
    found = log_shares(EVEN.clone().requires_grad_())
    label_loss(found, guessed, NO + 1, torch.tensor([[0, 0, 0]])).backward()
    assert all(value.grad is None for value in giveaway.parameters())
    guess_loss(guessed, torch.tensor([[0, 0, 0]])).backward()
    assert all(value.grad is not None for value in giveaway.parameters())


def test_a_guess_of_exchanged_texts_is_exchanged() -> None:
    """What A gives away of B, B gives away of A; the relation stays."""
    torch.manual_seed(1)
    giveaway, means = Giveaway(8, 4), torch.randn(2, 8)
    straight, turned = giveaway(means), giveaway(means.flip(0))
    torch.testing.assert_close(straight[0], turned[0, [1, 0, 2]])


def test_teachers_are_followed_to_their_mean() -> None:
    """The loss is least where the head says what they say on the whole."""
    one, two = (log_shares(torch.tensor([row * 3])) for row in ([2.0, 0, 0], [0.0, 2, 0]))
    mean = ((one.exp() + two.exp()) / 2).log()
    least = float(taught_loss(mean, [one, two]))
    assert least < float(taught_loss(one, [one, two]))
    assert least < float(taught_loss(log_shares(EVEN), [one, two]))
