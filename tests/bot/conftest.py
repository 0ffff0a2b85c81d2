"""What lies in rasa_side/ imports Rasa: it runs under .venv-rasa, started by test_rasa_side.py."""

collect_ignore = ["rasa_side"]
