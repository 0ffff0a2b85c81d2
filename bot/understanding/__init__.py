"""From a message to intents and aspects, without Rasa: features, linear model, convolution, decision."""
