"""Finding the procedures a citizen may mean, with a calibrated probability for each."""
