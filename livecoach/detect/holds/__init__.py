"""Holds: rise, loss, drift, the set-up check, breaths while held."""
