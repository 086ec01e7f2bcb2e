"""What all pages share: the entry script, the panel, the link, notices, words, the 3-D view."""
