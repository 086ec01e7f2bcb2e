"""Pictures without a page: pure functions from values to a Plotly figure or to SVG and HTML text."""
