"""Calibrations that are kept from session to session."""
