"""Training of the entailment head: `python -m benchmarks.training --data DATA --work FOLDER`.

TRAIN-OK sets + pairs made by rule -> rows in one language
rows -> their Spanish side (rule-based translation) -> es-es, en-en, es-en, en-es views
texts -> states of the encoder's lower layers, once each
states of two texts -> upper layers, trained -> int8 weights in matching/entailment/
"""
