"""Drift: what has come between our contracts and a provider's own description of its API."""
