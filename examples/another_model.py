"""Compare with another sentence-transformers model, and see what it does to the labels.

    python examples/another_model.py FOLDER_OR_NAME

A folder is read without a network. Every command takes one as well:

    CONTRASTE_MODEL=FOLDER contraste compare a.txt b.txt

The thresholds were fitted for the embedded model, and its entailment head knows no other:
look at your own texts before you trust another one.
"""

import sys

from matching import Document, Encoder, SentenceTransformerEncoder, compare_documents
from service.config import read_settings
from service.runtime import load_encoder

LEFT = Document("Murieron doce personas en Robledar. El puente sigue cerrado.", "Agencia Sur")
RIGHT = Document("Eight people died in Robledar. The bridge remains closed.", "Harbour Post")


def main(model: str) -> None:
    """Compare the two texts with the embedded model and with *model*."""
    for encoder in (load_encoder(read_settings()), SentenceTransformerEncoder(model)):
        show(encoder)


def show(encoder: Encoder) -> None:
    """Print what this encoder's vectors make of the two texts."""
    made = compare_documents(LEFT, RIGHT, encoder=encoder)
    print(f"{made.config.model}, entailment head: {'yes' if made.config.head else 'no'}")
    for finding in made.findings:
        near = "–" if finding.similarity is None else f"{finding.similarity:.2f}"
        print(f"  {finding.label:<10} similarity {near:<5} {finding.reasons[0].text}")


if __name__ == "__main__":
    main(sys.argv[1])
