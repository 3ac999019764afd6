"""Measurements of the main job, apart from the tests."""
