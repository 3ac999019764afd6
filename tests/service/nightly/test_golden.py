"""The example stories' reports, byte for byte (`python -m benchmarks.nightly_golden`)."""

import pytest

from benchmarks.nightly_golden import GOLDEN, rendered
from service.nightly.making import report_text
from service.nightly_contract import NightlyReport


@pytest.mark.parametrize("name", ["call", "year"])
def test_the_forms_of_the_golden_reports(name: str) -> None:
    """HTML and Markdown in both languages; the JSON comes back as it is."""
    written = GOLDEN.joinpath(f"{name}.json").read_text("utf-8")
    report = NightlyReport.model_validate_json(written)
    assert report_text(report) == written
    for path, content in rendered(name, report).items():
        assert path.read_bytes() == content, path.name
