"""The engine: frame in, verdict out."""
