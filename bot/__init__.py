"""What the Rasa process loads: domain, training data, rules, components, its start. CPython 3.10."""
