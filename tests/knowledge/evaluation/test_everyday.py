"""Names beside everyday words: which of them lead elsewhere."""

from __future__ import annotations

from knowledge.evaluation.retrieval.everyday import beside_everyday_words
from knowledge.search.results import Hit

MARRIAGE, ABROAD, BIRTH = "1.000894", "2.000806", "1.001193"


def search(text: str) -> tuple[Hit, ...]:
    if "bạn trai" in text:
        return (Hit(ABROAD, "kết hôn với người nước ngoài", "commune", 0.9), Hit(MARRIAGE, "kết hôn", "commune", 0.1))
    if "kết hôn" in text:
        return (Hit("1.000000", "kết hôn", "province", 0.95, others=(MARRIAGE,)),)
    return (Hit(BIRTH, "khai sinh", "commune", 0.6 if "con gái" in text else 0.9),)


def test_tells_which_words_lead_to_another_procedure() -> None:
    found = list(beside_everyday_words([(MARRIAGE, "kết hôn"), (BIRTH, "khai sinh")], search, 0.7))
    assert [(e.asked, e.swayed.code) for e in found if e.swayed] == [("kết hôn với bạn trai", ABROAD)]
    assert any(e.asked == "kết hôn cho mẹ" for e in found), "another member of the family is the same procedure"
    assert not any("khai sinh với" in e.asked for e in found)


def test_passes_over_names_that_mean_nothing_certain() -> None:
    assert not list(beside_everyday_words([(BIRTH, "kết hôn"), (BIRTH, "khai sinh")], search, 0.95))
