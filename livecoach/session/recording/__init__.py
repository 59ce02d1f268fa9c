"""What a session records: clips, files, highlights."""
