"""Every reader under inputs that grow towards code which none has reached (docs/robustness.md)."""
