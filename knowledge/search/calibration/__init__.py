"""Fit the ranker and the bands on held-out wordings, so that a probability means what it says."""
