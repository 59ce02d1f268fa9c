"""The faults of a pull, one module each; every module here has a ``FAULT``."""
