"""A file of the bank is known by any of its three keys, where they open a line."""

from __future__ import annotations

import pytest

from knowledge.catalogue.importers.registry import IMPORTERS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('# lời của dân\nwordings:\n  "1.001193":\n', "wordings"),
        ("# mơ hồ\nclarify:\n  - {text: sổ đỏ}\n", "wordings"),
        ("hard_negatives: []\n", "wordings"),
        ("# messages that fit several procedures: the likeliest first\nclarify:\n  - {text: sổ đỏ}\n", "wordings"),
        ("procedures:\n  - {code: 1.001193, wordings: []}\n", "yaml"),
    ],
)
def test_recognised(text: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("bank") / "x.yml"
    path.write_text(text, encoding="utf-8")
    assert next(i.name for i in IMPORTERS if i.recognises(path, text)) == name


def test_keys_inside_other_text_are_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("bank") / "x.yml"
    assert not any(i.name == "wordings" and i.recognises(path, "notes: no clarify: here\n") for i in IMPORTERS)
