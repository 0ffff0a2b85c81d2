"""What the Rasa process loads: domain, training data, rules, components and its start. Runs on CPython 3.10."""
