"""A bundle put together: golden cases, manifest, card and tables."""
