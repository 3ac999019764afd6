"""A checkpoint into the weight file that ships: `python -m benchmarks.training.export`."""

import argparse
import json
from pathlib import Path

import torch

from matching.model import find_weights, prepare_model
from matching.model.head_file import write_head
from matching.model.manifest import read_manifest


def main() -> None:
    """Write the weights and its record beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument(
        "--out", type=Path, default=Path("matching/model/entailment_head.safetensors")
    )
    options = parser.parse_args()
    state = torch.load(options.work / "head.pt", weights_only=True)
    model = prepare_model(find_weights(), options.work / "model")
    manifest = read_manifest(model)
    if manifest is None:
        raise SystemExit(f"{model} has no manifest")
    heads = json.loads((model / "config.json").read_text(encoding="utf-8"))["num_attention_heads"]
    about = {
        "heads": str(heads),
        "encoder": manifest.model,
        "encoder_sha256": manifest.weights_sha256,
        "views": str(state["views"]),
        "command": "python -m benchmarks.training --data DATA --work FOLDER",
    }
    weights = {name: value.float().numpy() for name, value in state["head"].items()}
    digest = write_head(options.out, weights, about)
    options.out.with_suffix(".json").write_text(
        json.dumps({"sha256": digest, **about}, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
