"""Photo pairs against their labels."""
