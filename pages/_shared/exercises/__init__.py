"""What the page of exercises is made of."""
