from benchmarks.rosters import merged_members, resolve_cases, score_rosters

STORY = {
    "id": "one",
    "roster": ["Mara Lunn", "Mario Lunn", "Olaf Pretz"],
    "cases": [
        {"surface": "Mara Lnun", "expected": "Mara Lunn", "kind": "typo"},
        {"surface": "Olaf Pretz", "expected": "Mara Lunn", "kind": "typo"},
        {"surface": "Olaf Prets", "expected": None, "kind": "typo"},
        {"surface": "Lunn", "expected": None, "kind": "surname"},
    ],
}


def test_figures_count_what_was_found_against_what_was_expected() -> None:
    """Typos without an expected name count as cases and as wrong merges, not as typos."""
    scores = score_rosters([STORY])
    assert (scores.cases, scores.typos) == (4, 2)
    assert scores.repaired == 0.5
    assert scores.right == 0.5
    assert scores.wrong_merges == 2
    assert (scores.member_pairs, scores.member_merges) == (3, 0)


def test_cases_keep_what_was_found() -> None:
    """The cases can be listed one by one."""
    assert [case.found for case in resolve_cases([STORY])][:2] == ["Mara Lunn", "Olaf Pretz"]
    assert merged_members([STORY])[1] == []
