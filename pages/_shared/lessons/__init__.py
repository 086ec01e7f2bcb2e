"""The guided lessons: ten chains of states of the app, each with its words, its numbers and its questions."""
