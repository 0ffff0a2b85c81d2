"""What makes Rasa's share of a turn small and safe: storage of conversations, action calls, plain text."""
