"""Rasa graph components: a tokenizer, a classifier, a policy. They translate; the thinking is in `bot.understanding`."""
