"""JSON Schemas of the contract, generated from its models."""

import json
from pathlib import Path

from pydantic import BaseModel

from service import contract
from service.bench_contract import BenchDocument
from service.files import write_text
from service.ingest_contract import IngestDocument
from service.nightly_contract import NightlyReport, ReplayDocument
from service.quotes_contract import QuotesDocument

MODELS: dict[str, type[BaseModel]] = {
    "compare": contract.ComparisonDocument,
    "article": contract.StoryDocument,
    "quotes": QuotesDocument,
    "bench": BenchDocument,
    "ingest": IngestDocument,
    "nightly": NightlyReport,
    "replay": ReplayDocument,
    "pairs-input": contract.PairLine,
    "pairs-output": contract.PairResult,
    "names-input": contract.NameLine,
    "names-output": contract.NameResult,
}


def schema_text(name: str) -> str:
    """Return the JSON Schema (2020-12) called *name* as text, ready to be committed."""
    model = MODELS[name]
    given = name.endswith("-input")
    schema = model.model_json_schema(mode="validation" if given else "serialization")
    dated = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(dated, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema to *folder*, one file each, and return the files."""
    paths = [folder / f"{name}.json" for name in MODELS]
    for name, path in zip(MODELS, paths, strict=True):
        write_text(path, schema_text(name))
    return paths
