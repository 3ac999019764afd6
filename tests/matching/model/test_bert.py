"""Texts laid end to end give what each gives by itself, and what `transformers` gives."""

from typing import Any

import numpy as np
import torch

from matching.model.bert import Bert, Run, runs_of
from matching.model.float_layer import FloatLayer
from tests.matching.model.tiny_bert import HEADS, TinyModel

TEXTS = [[0, 4, 2], [0, 5, 2], [0, 6, 7, 8, 9, 2], [0, 10, 11, 12, 13, 6, 7, 8, 2]]


def tiny() -> tuple[Bert, Any]:
    """Return the tiny model of `transformers`, and ours of the same weights."""
    theirs = TinyModel().model
    words = theirs.embeddings.word_embeddings
    return Bert(theirs.state_dict(), words, HEADS, 1e-12, FloatLayer), theirs


def test_states_are_those_of_transformers() -> None:
    """Each text alone there, all together here."""
    ours, theirs = tiny()
    with torch.inference_mode():
        for text, states in zip(TEXTS, ours.states(TEXTS), strict=True):
            expected = theirs(input_ids=torch.tensor([text])).last_hidden_state[0]
            np.testing.assert_allclose(states.numpy(), expected.numpy(), atol=1e-5)


def test_runs_are_texts_of_one_length() -> None:
    """They cover all rows, in order."""
    assert runs_of([3, 3, 6, 8]) == [Run(0, 2, 3), Run(6, 1, 6), Run(12, 1, 8)]
    assert runs_of([3, 3, 6, 8])[0].rows == slice(0, 6)
    assert runs_of([]) == []
