"""Whole dialogues, turn by turn."""
