"""How often the verdicts are right: labelled clips in, counts, intervals and curves out."""
