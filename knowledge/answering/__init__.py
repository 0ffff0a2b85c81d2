"""From a citizen's question to a reply made of record fields and reviewed wordings."""
