"""Vietnamese text: one normaliser for training, index and query alike.

Runs on CPython 3.10 and 3.11+ with the standard library and underthesea only, because both processes use it.
"""

from knowledge.text.canonical import canonical, fold, normalise
from knowledge.text.cleaning import clean
from knowledge.text.masking import Masked, mask

__all__ = ["Masked", "canonical", "clean", "fold", "mask", "normalise"]
