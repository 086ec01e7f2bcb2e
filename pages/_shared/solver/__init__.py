"""The solver on the shape page: a wanted size, what is to stay, the answers; and the report to take away."""
