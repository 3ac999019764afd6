"""What a result depends on besides the texts."""

from dataclasses import replace

from matching.run_config import CODE_VERSION, run_config
from matching.testing import HashingEncoder
from matching.thresholds import DEFAULTS
from tests.matching.judged import JudgingEncoder

CHANGED = replace(DEFAULTS, alignment=replace(DEFAULTS.alignment, repeated=0.76))


def test_equal_settings_give_equal_configurations() -> None:
    """Two encoders of one model and equal thresholds repeat a run."""
    assert run_config(HashingEncoder(), DEFAULTS) == run_config(HashingEncoder(), DEFAULTS)


def test_a_configuration_names_model_and_code() -> None:
    """Every result says which model, precision and code made it."""
    config = run_config(HashingEncoder(), DEFAULTS)
    assert (config.model, config.precision) == ("hashing", "float32")
    assert config.code_version == CODE_VERSION
    assert config.head is None
    assert run_config(JudgingEncoder(), DEFAULTS).head == JudgingEncoder().head


def test_any_other_threshold_or_model_is_another_configuration() -> None:
    """One changed number, or vectors of another make, are told apart."""
    config = run_config(HashingEncoder(), DEFAULTS)
    assert run_config(HashingEncoder(), CHANGED).thresholds_id != config.thresholds_id
    assert run_config(HashingEncoder(64), DEFAULTS).revision != config.revision
