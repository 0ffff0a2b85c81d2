"""The web service, its processes and its command line."""
