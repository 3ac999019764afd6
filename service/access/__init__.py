"""Who asks, and what they may do: keys, sessions, sign-in by OpenID Connect (docs/access.md)."""
