"""Drawings of the four pictures, of the sizes that fall onto one, and of the round trip, as SVG text."""
