"""Search alone, without dialogue: recall at ranks, and the peers it is measured beside."""
