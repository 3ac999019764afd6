"""How well claims are labelled: our own gold, public sets, baselines, calibration and speed."""
