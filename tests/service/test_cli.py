"""`motcua`: one line for what goes wrong, JSON lines for what goes well."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import ROOT, Settings


def motcua(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "service.cli", *arguments]
    return subprocess.run(
        command, env=dict(os.environ) | env, cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1


def test_help_lists_the_commands() -> None:
    said = motcua("--help").stdout
    assert all(name in said for name in ("ask", "serve", "import", "train", "evaluate", "check"))


def test_wrong_setting_is_one_line() -> None:
    done = motcua("procedures", MOTCUA_PORT="x")
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "port" in done.stderr


def test_serve_names_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = motcua("serve", MOTCUA_PORT=port, MOTCUA_HOME=str(tmp_path))
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert port in done.stderr


def test_ask_without_a_question() -> None:
    done = motcua("ask")
    assert done.returncode == 2
    assert one_line(done.stderr)


def test_ask_answers_in_words_and_in_json(url: str, settings: Settings) -> None:
    assert url.endswith(str(settings.port))
    env = {"MOTCUA_PORT": str(settings.port), "MOTCUA_HOME": str(settings.home)}
    assert "Lệ phí 20.000 đồng." in motcua("ask", "lệ phí tạm trú", **env).stdout
    assert json.loads(motcua("ask", "--json", "lệ phí tạm trú", **env).stdout)["outcome"] == "answered"


def test_batch_gives_one_line_for_each(url: str, settings: Settings, tmp_path: Path) -> None:
    assert url
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "lệ phí"}\n\nmột dòng thường\n'
        '{"id": "d", "turns": [{"question": "khai sinh"}, "lệ phí"]}\n{"id": "e", "question": ""}\n',
        encoding="utf-8",
    )
    done = motcua("ask", "--batch", str(file), MOTCUA_PORT=str(settings.port), MOTCUA_HOME=str(settings.home))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in rows] == ["a", "3", "d", "e"]
    assert rows[0]["outcome"] == "answered"
    assert {"procedures", "aspects", "replies"} <= set(rows[0])
    assert [t["question"] for t in rows[2]["turns"]] == ["khai sinh", "lệ phí"]
    assert rows[3]["outcome"] == "empty"


@pytest.mark.parametrize("content", [b'{"question": 5}\n', b"{\n", b'{"turns": [{}]}\n', b"\xff\xfe\n"])
def test_batch_names_a_bad_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content)
    done = motcua("ask", "--batch", str(file), MOTCUA_HOME=str(tmp_path))
    assert done.returncode in {1, 2}
    assert one_line(done.stderr)
    assert done.stdout == ""
