"""Evaluation as a part of the product: for each component generate rows, evaluate them, report."""
