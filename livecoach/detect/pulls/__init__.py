"""Pulls: phases and reps, and the faults that are judged in them."""
