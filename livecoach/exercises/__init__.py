"""What an exercise is: its phases, the view it needs, its rules and cues."""
