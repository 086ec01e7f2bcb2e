"""The numbers page: which tensors, whether they may be run, both results, pictures of them, and what to take away."""
