"""Compare tokenizers and classifiers on our training sentences, and write docs/intents-comparison.md.

    .venv-rasa/bin/python scripts/compare_intents.py  # all, an hour or more
    .venv-rasa/bin/python scripts/compare_intents.py --one underthesea diet  # one, as JSON

Folds hold whole templates: sentences made of one template never stand on both sides.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.quiet import quiet  # noqa: E402

quiet()

TOKENIZERS = ("underthesea", "whitespace")
CLASSIFIERS = ("diet", "logistic", "ours")
FOLDS = 5
FOLDS_RUN = {"diet": 2}  # of the five; minutes each on a small machine
EPOCHS = 30  # of DIET
PER_GROUP = 30  # sentences of one intent and one set of aspects at most: DIET takes 30 times as long as the others
FEATURIZERS = ({"analyzer": "word"}, {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4})


def sentences() -> list[Any]:
    """One sentence per template, at most PER_GROUP of each kind, in a fixed order."""
    from bot.components.aspect_intent_classifier import example
    from bot.components.slot_filling_importer import SlotFillingImporter

    data = SlotFillingImporter("config.yml", "bot/domain.yml", ["bot/nlu"]).get_nlu_data()
    groups: dict[Any, dict[str, Any]] = defaultdict(dict)
    for found in (example(m) for m in data.intent_examples):
        kind = None if found.aspects is None else tuple(sorted(found.aspects))
        groups[(found.intent, kind)].setdefault(_key(found), found)
    chosen = []
    for kind in sorted(groups, key=repr):
        chosen += sorted(groups[kind].values(), key=lambda e: _digest(e.text))[:PER_GROUP]
    return chosen


def _key(found: Any) -> str:
    return found.text if found.template.startswith("{") and found.template.endswith("}") else found.template


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "ignore")).digest()[:8], "big")


class Pipeline:
    """Rasa components in order, trained and run outside a graph."""

    def __init__(self, tokenizer: str, classifier: str, folder: Path) -> None:
        from rasa.engine.graph import ExecutionContext, GraphSchema
        from rasa.engine.storage.local_model_storage import LocalModelStorage

        self._storage = LocalModelStorage(folder)
        self._context = ExecutionContext(GraphSchema({}), "compare")
        self._parts = [self._made(kind, config) for kind, config in _parts(tokenizer, classifier)]

    def _made(self, kind: Any, config: dict[str, Any]) -> Any:
        from rasa.engine.storage.resource import Resource

        name = f"{kind.__name__}{len(config)}"
        return kind.create({**kind.get_default_config(), **config}, self._storage, Resource(name), self._context)

    def train(self, examples: list[Any]) -> None:
        from rasa.shared.nlu.training_data.message import Message
        from rasa.shared.nlu.training_data.training_data import TrainingData

        data = TrainingData([_message(e, Message) for e in examples])
        for part in self._parts:
            if hasattr(part, "train"):
                part.train(data)
            if part is not self._parts[-1]:
                data = part.process_training_data(data)

    def answer(self, text: str) -> tuple[str, frozenset[str]]:
        """(intent, aspects); a classifier without aspects gives the one of its intent."""
        from rasa.shared.nlu.training_data.message import Message

        messages = [Message({"text": text})]
        for part in self._parts:
            messages = part.process(messages)
        intent = (messages[0].get("intent") or {}).get("name") or ""
        found = frozenset(e["value"] for e in messages[0].get("entities", []) if e["entity"] == "aspect")
        if type(self._parts[-1]).__name__ != "AspectIntentClassifier" and intent.startswith("ask_"):
            found = frozenset({intent[4:]} & _aspects())
        return intent, found


def _aspects() -> set[str]:
    from bot.understanding.labels import ASPECTS

    return set(ASPECTS)


def _message(example: Any, kind: Any) -> Any:
    from bot.understanding.labels import UNLABELLED

    aspects = UNLABELLED if example.aspects is None else sorted(example.aspects)
    extra = {"aspects": aspects, "template": example.template}
    return kind({"text": example.text, "intent": example.intent, "metadata": {"example": extra}})


def _parts(tokenizer: str, classifier: str) -> list[tuple[Any, dict[str, Any]]]:
    from rasa.nlu.classifiers.diet_classifier import DIETClassifier
    from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
    from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer

    from bot.components.aspect_intent_classifier import AspectIntentClassifier
    from bot.components.underthesea_tokenizer import UndertheseaTokenizer

    first = [(UndertheseaTokenizer, {"backend": tokenizer})]
    if classifier == "ours":
        import yaml

        pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        settings = next(p for p in pipeline if p["name"].endswith("AspectIntentClassifier"))
        # the peers believe every intent; so that the figures compare, ours does too here
        return [*first, (AspectIntentClassifier, {**settings, "floors": {"": 0.0}, "urgent": {}})]
    both = [(CountVectorsFeaturizer, f) for f in FEATURIZERS]
    if classifier == "logistic":
        return [*first, *both, (LogisticRegressionClassifier, {})]
    diet = {"epochs": EPOCHS, "entity_recognition": False, "random_seed": 7, "constrain_similarities": True}
    return [*first, *both, (DIETClassifier, diet)]


def _processor_s() -> float:
    """Of this process and those it has waited for: what a shared machine does beside them does not count."""
    return sum(os.times()[:4])


def measure(tokenizer: str, classifier: str) -> dict[str, float]:
    """All figures of one pair."""
    from sklearn.metrics import f1_score

    from bot.understanding.labels import family
    from knowledge.text import fold

    everything = sentences()
    truth, found = {False: [], True: []}, {False: [], True: []}
    training, times = [], []
    for number in range(FOLDS_RUN.get(classifier, FOLDS)):
        inside = [e for e in everything if _digest(e.template) % FOLDS != number]
        outside = [e for e in everything if _digest(e.template) % FOLDS == number]
        with tempfile.TemporaryDirectory() as folder:
            pipeline = Pipeline(tokenizer, classifier, Path(folder))
            started = _processor_s()
            pipeline.train(inside)
            training.append(_processor_s() - started)
            for bare in (False, True):
                for one in outside:
                    text = fold(one.text) if bare else one.text
                    started = time.perf_counter()
                    answer = pipeline.answer(text)
                    times.append((time.perf_counter() - started) * 1e3)
                    truth[bare].append((one.intent, one.aspects))
                    found[bare].append(answer)
        sys.stderr.write(f"{tokenizer} {classifier} fold {number + 1}/{FOLDS}\n")
        gc.collect()
    figures: dict[str, float] = {"sentences": len(everything), "folds": len(training)}
    figures["train_s"] = statistics.median(training)
    for bare, suffix in ((False, ""), (True, "_bare")):
        wanted, got = [i for i, _ in truth[bare]], [i for i, _ in found[bare]]
        figures[f"macro{suffix}"] = f1_score(wanted, got, average="macro")
        figures[f"weighted{suffix}"] = f1_score(wanted, got, average="weighted")
        families = [family(i) for i in wanted], [family(i) for i in got]
        figures[f"families{suffix}"] = f1_score(*families, average="macro")
        figures[f"families_weighted{suffix}"] = f1_score(*families, average="weighted")
        figures |= _aspect_figures([a for _, a in truth[bare]], [a for _, a in found[bare]], wanted, suffix)
        for intent in ("crisis", "abuse", "out_of_scope"):
            hits = sum(w == g == intent for w, g in zip(wanted, got, strict=True))
            figures[f"{intent}_recall{suffix}"] = hits / wanted.count(intent)
            figures[f"{intent}_precision{suffix}"] = hits / max(1, got.count(intent))
    figures["p50_ms"] = statistics.median(times)
    figures["rss_mb"] = int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
    return figures


def _aspect_figures(
    wanted: list[frozenset[str] | None], got: list[frozenset[str]], intents: list[str], suffix: str
) -> dict[str, float]:
    """Micro F1 of aspects and share of whole sets right, over messages about procedures whose aspects are labelled."""
    from bot.understanding.labels import ASK_FAMILY

    asked = [(w, g) for w, g, i in zip(wanted, got, intents, strict=True) if i in ASK_FAMILY and w is not None]
    hits = sum(len(w & g) for w, g in asked)
    f1 = 2 * hits / max(1, sum(len(w) + len(g) for w, g in asked))
    several = [(w, g) for w, g in asked if len(w) > 1]
    return {
        f"aspect_f1{suffix}": f1,
        f"exact{suffix}": sum(w == g for w, g in asked) / len(asked),
        f"exact_several{suffix}": sum(w == g for w, g in several) / len(several),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("TOKENIZER", "CLASSIFIER"))
    parser.add_argument("--results", type=Path, help="keep the figures here as JSON and reuse those already there")
    arguments = parser.parse_args()
    if arguments.one:
        sys.stdout.write("\n" + json.dumps(measure(*arguments.one)) + "\n")
        return
    results: dict[str, dict[str, float]] = {}
    if arguments.results and arguments.results.is_file():
        results = json.loads(arguments.results.read_text(encoding="utf-8"))
    for classifier in reversed(CLASSIFIERS):
        for tokenizer in TOKENIZERS:
            if f"{tokenizer} {classifier}" not in results:
                command = [sys.executable, "-W", "ignore", __file__, "--one", tokenizer, classifier]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
                results[f"{tokenizer} {classifier}"] = json.loads(done.stdout.strip().splitlines()[-1])
                if arguments.results:
                    arguments.results.write_text(json.dumps(results, indent=1), encoding="utf-8")
    from intents_report import report

    (ROOT / "docs" / "intents-comparison.md").write_text(report(results, FOLDS, EPOCHS, PER_GROUP), encoding="utf-8")


if __name__ == "__main__":
    main()
