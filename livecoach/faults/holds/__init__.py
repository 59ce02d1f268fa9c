"""The faults of a hold, one module each; every module here has a ``FAULT``."""
