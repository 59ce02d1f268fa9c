"""Before and after photos, from the file to the sheet; nothing in the pipeline imports it."""
