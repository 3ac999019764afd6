"""The embedded sentence model: from the weights a package ships to a model folder."""

from matching.model.convert import prepare_model
from matching.model.source import WeightFile, find_weights

__all__ = ["WeightFile", "find_weights", "prepare_model"]
