"""Who is coached when several people are in the picture."""
