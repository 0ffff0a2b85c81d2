"""The peer in dialogue frameworks: Rasa's ResponseSelector, one response key for each procedure.

`respond` runs this file in Rasa's environment and reads what it wrote.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_EPOCHS = 100


@dataclass(frozen=True)
class Responses:
    """`rankings[i]`: codes for question i, best first."""

    rankings: list[list[str]]
    milliseconds: float
    megabytes: float
    seconds: float


def respond(known: list[tuple[str, str]], questions: list[str]) -> Responses:
    """Train on `known` (text, code), then rank codes for `questions`."""
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.json"
        task.write_text(json.dumps({"known": known, "questions": questions}), encoding="utf-8")
        environment = os.environ | {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run(
            [str(_ROOT / ".venv-rasa" / "bin" / "python"), "-W", "ignore", __file__, folder],
            check=True, env=environment, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return Responses(**json.loads((Path(folder) / "result.json").read_text(encoding="utf-8")))


def _key(code: str) -> str:
    return "c" + code.replace(".", "_")


def _work(folder: Path) -> None:
    import asyncio

    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    by_code = defaultdict(list)
    for text, code in task["known"]:
        by_code[code].append(text)
    lines = ['version: "3.1"', "nlu:"]
    for code, texts in by_code.items():
        lines += [f"- intent: thu_tuc/{_key(code)}", "  examples: |", *(f"    - {t}" for t in texts)]
    lines += ["- intent: chao", "  examples: |", "    - chao", "    - xin chao", "responses:"]
    lines += [f"  utter_thu_tuc/{_key(code)}:\n  - text: \"{code}\"" for code in by_code]
    (folder / "nlu.yml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "config.yml").write_text(
        "recipe: default.v1\nlanguage: vi\nassistant_id: peer\npipeline:\n- name: WhitespaceTokenizer\n"
        "- name: CountVectorsFeaturizer\n- name: CountVectorsFeaturizer\n  analyzer: char_wb\n  min_ngram: 1\n"
        f"  max_ngram: 4\n- name: ResponseSelector\n  retrieval_intent: thu_tuc\n  epochs: {_EPOCHS}\n"
        "  random_seed: 7\n  constrain_similarities: true\n",
        encoding="utf-8",
    )
    started = time.perf_counter()
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    seconds = time.perf_counter() - started
    agent = Agent.load(model)
    rankings, times = [], []
    for question in task["questions"]:
        begin = time.perf_counter()
        parsed = asyncio.run(agent.parse_message(question))
        times.append(time.perf_counter() - begin)
        found = parsed["response_selector"]["thu_tuc"]["ranking"]
        rankings.append([r["intent_response_key"].split("/c")[1].replace("_", ".") for r in found])
    result = {
        "rankings": rankings,
        "milliseconds": sorted(times)[len(times) // 2] * 1e3,
        "megabytes": Path(model).stat().st_size / 2**20,
        "seconds": seconds,
    }
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
