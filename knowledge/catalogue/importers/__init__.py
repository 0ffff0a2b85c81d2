"""Importers, one file a format. Each recognises its format by content and yields records."""
