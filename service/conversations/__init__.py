"""Sessions of citizens and the turns they take."""
