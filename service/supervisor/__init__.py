"""`motcua serve`: prepare, start both processes, keep them running, end them."""
