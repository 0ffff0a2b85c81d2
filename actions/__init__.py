"""Rasa custom actions: they translate between Rasa's tracker and `knowledge.answering`, and decide nothing."""
