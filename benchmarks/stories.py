"""How well the whole pipeline meets the gold of the stories: `python -m benchmarks.stories`.

Prints conflicts found with the right slot, false conflicts, agreeing pairs, one-sided
claims and updates, for each story and in all.
"""

import argparse
import time
from pathlib import Path

from benchmarks.story_gold import Tally, score_comparison
from matching.compare import compare_documents
from seeds.load import STORIES, load_stories
from service.config import Settings
from service.runtime import load_encoder

COLUMNS = ("conflicts", "agree", "extra", "updates")


def main() -> None:
    """Score every gold comparison below the given folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--only", default="", help="slugs that contain this")
    parser.add_argument("--show", action="store_true", help="name every miss")
    arguments = parser.parse_args()
    encoder = load_encoder(Settings())
    total = Tally()
    started = time.perf_counter()
    for story in load_stories(arguments.stories):
        if arguments.only not in story.slug:
            continue
        for gold in story.gold["comparisons"]:
            left, right = story.documents[gold["left"]], story.documents[gold["right"]]
            tally = score_comparison(compare_documents(left, right, encoder=encoder), gold)
            _report(f"{story.slug}: {gold['left']} x {gold['right']}", tally)
            if arguments.show:
                print("\n".join(f"    {miss}" for miss in tally.misses))
            total.add(tally)
    _report(f"all, in {time.perf_counter() - started:.1f} s", total)


def _report(name: str, tally: Tally) -> None:
    shares = "  ".join(
        f"{column} {getattr(tally, f'{column}_found')}/{getattr(tally, column)}"
        for column in COLUMNS
    )
    print(f"{name:58} {shares}  false conflicts {tally.false_conflicts}")


if __name__ == "__main__":
    main()
