"""The parts of the page of four pictures."""
