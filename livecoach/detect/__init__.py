"""Measures to Events: phases, reps and one rule per fault."""
