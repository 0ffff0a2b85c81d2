"""Rasa components: tokenizer, classifier, policy. They translate; `bot.understanding` thinks."""
