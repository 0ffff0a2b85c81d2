"""The slot `offered`: a list of codes of which rules only see whether it has any.

Stock `list` slots wrap every value into a list, also the marker by which a rule says "not set" (`offered:
null`), so rules cannot tell an offer from none."""

from __future__ import annotations

from rasa.shared.core.slots import Slot


class OfferSlot(Slot):
    """One feature: 1 if something is on offer."""

    type_name = "offer"

    def _as_feature(self) -> list[float]:
        return [1.0 if self.value else 0.0]

    def _feature_dimensionality(self) -> int:
        return 1
