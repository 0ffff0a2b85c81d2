"""The starter catalogue and the bank of citizens' wordings, shipped as YAML."""
