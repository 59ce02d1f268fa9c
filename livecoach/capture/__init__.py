"""Pictures come in here: webcam, clip, network stream. Yields core Frames with true times."""
