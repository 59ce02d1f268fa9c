"""A live session: devices, controls, the loop."""
