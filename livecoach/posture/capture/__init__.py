"""Taking photos by a spoken self-timer, and setting their points by hand."""
