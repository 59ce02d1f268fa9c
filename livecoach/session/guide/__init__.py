"""The guide of a session: get ready, stand still, sets, rest, summary."""
