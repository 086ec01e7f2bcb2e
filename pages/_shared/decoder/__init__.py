"""The decoder page: a net with skips, where its sizes stop fitting, and what mends it."""
