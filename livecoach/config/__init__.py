"""The profile: its schema, loading with all faults at once, saving that keeps comments."""
