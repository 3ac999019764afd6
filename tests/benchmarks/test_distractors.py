from benchmarks.distractors import NameIndex, score_search

NAMES = ["Elena Duarte", "Óscar Cornejo", "Ivo Pretz", "Mara Lunn"]
OTHERS = ["Elena Salcedo", "Petra Cornejo", "Mara Petra Lunn", "Duarte Elena", "Kai Weber"]


def test_a_name_is_found_with_a_slip_in_one_word() -> None:
    """The search brings names that share two words, whatever their order."""
    index = NameIndex([*NAMES, *OTHERS])
    assert set(index.candidates("Elena Duerte")) == {"Elena Duarte", "Duarte Elena"}
    assert set(index.candidates("Weber")) == {"Kai Weber"}
    assert not list(index.candidates("Nobody Atall"))


def test_figures_of_a_search() -> None:
    """A distractor of the same letters is no false merge, one with a word more is."""
    scores = score_search(NAMES, OTHERS)
    assert scores.queries == len(NAMES)
    assert scores.recall == 1.0
    assert scores.merged == scores.merges == 1  # Mara Petra Lunn
    assert scores.per_comparison == 1 / (len(NAMES) * len(OTHERS))
    assert scores.per_query == 1 / len(NAMES)
