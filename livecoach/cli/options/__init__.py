"""The options of each command: parsers without heavy imports."""
