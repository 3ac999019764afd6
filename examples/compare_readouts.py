"""Compare what two governments say about one call, and print where they differ.

    python examples/compare_readouts.py [LEFT.txt RIGHT.txt]

A newsroom's tool would do the same with texts of its own: two documents in, findings out, each
with its label, its reason, and the exact words on both sides.
"""

import sys
from pathlib import Path

from matching import Document, Finding, compare_documents
from service.config import read_settings
from service.runtime import load_encoder

ORVANIA = (
    "President Mirel spoke with Prime Minister Osei on Tuesday. They agreed to reopen the border "
    "on 3 June. Orvania will send 40 observers."
)
TESSALY = (
    "El primer ministro Osei conversó el martes con el presidente Mirel. Acordaron reabrir la "
    "frontera el 10 de junio. Orvania enviará 40 observadores. Osei visitará Orvania en julio."
)


def main() -> None:
    """Compare two files, or the two readouts above."""
    texts = [Path(name).read_text("utf-8") for name in sys.argv[1:3]] or [ORVANIA, TESSALY]
    left, right = (
        Document(text, source)
        for text, source in zip(texts, sys.argv[1:3] or ("Orvania", "Tessaly"), strict=True)
    )
    comparison = compare_documents(left, right, encoder=load_encoder(read_settings()))
    for finding in comparison.findings:
        print(line(finding))


def line(finding: Finding) -> str:
    """Return a finding as one line: label, words of both sides, first reason."""
    left, right = (
        " / ".join(claim.text for claim in side) for side in (finding.left, finding.right)
    )
    return f"{finding.label:<10} {left or '–'}  |  {right or '–'}  ({finding.reasons[0].text})"


if __name__ == "__main__":
    main()
