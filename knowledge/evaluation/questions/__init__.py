"""Single questions, end to end."""
