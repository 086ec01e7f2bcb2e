"""The layer beside itself in five frameworks, and what a reader pastes."""
