"""The parts of the overlap page."""
