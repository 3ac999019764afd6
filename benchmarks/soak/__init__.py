"""The service at load for half an hour, while what it stands on fails (docs/robustness.md)."""
