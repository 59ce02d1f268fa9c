"""Photos to numbers: the stance, measures, and the change between two."""
