"""Who is coached when several people are seen."""
