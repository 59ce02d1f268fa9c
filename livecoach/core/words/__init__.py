"""Words that are spoken and written: phrases, messages, numbers."""
