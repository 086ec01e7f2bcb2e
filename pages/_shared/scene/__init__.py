"""The 3-D scene of the scatter page: the component, its kernel key, its table and its sentences."""
