"""From a Pose to Measures: numbers about the body. Comparing them with limits is up to ``detect``."""
