"""The HTTP API: parse, authorise, call the application, answer; no rule of the field lives here."""
