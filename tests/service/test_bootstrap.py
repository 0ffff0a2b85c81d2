"""scripts/bootstrap.py: what it finds, and the one line for each thing that can go wrong."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, set to make its environments under a temporary folder."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lock = tmp_path / "service.lock"
    lock.write_text("# nothing\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(
        module, "ENVIRONMENTS", {"service": (tmp_path / ".venv", lock, ((3, 11), (3, 12), (3, 13)))}
    )
    return module


def test_finds_a_python_of_pyenv_that_is_not_on_the_path(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "versions" / "3.10.9" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho cpython 3 10\n")
    python.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    assert bootstrap.find_python(((3, 10),)) == str(python)
    assert bootstrap.find_python(((3, 14),)) is None


def test_missing_python_is_named_with_its_remedy(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "find_python", lambda _: None)
    with pytest.raises(bootstrap.SetupError, match=r"no CPython 3\.11.*pyenv install 3\.11"):
        bootstrap.main([])


def test_full_disk_is_said_before_anything_is_made(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: SimpleNamespace(free=10**8))
    with pytest.raises(bootstrap.SetupError, match="Make room"):
        bootstrap.main([])
    assert not (tmp_path / ".venv").exists()


def test_failed_download_is_one_line(bootstrap: ModuleType) -> None:
    code = "print('noise'); print('ERROR: no matching distribution'); raise SystemExit(1)"
    with pytest.raises(bootstrap.SetupError, match=r"no matching distribution.*Check the network") as raised:
        bootstrap.run("service", [sys.executable, "-c", code])
    assert "\n" not in str(raised.value)


@pytest.mark.slow
def test_half_made_environment_is_made_anew_and_a_second_run_does_nothing(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "half").touch()
    bootstrap.main([])
    assert not (tmp_path / ".venv" / "half").exists()
    assert (tmp_path / ".venv" / "bin" / "motcua").exists()
    monkeypatch.setattr(bootstrap, "install", None)
    started = time.monotonic()
    bootstrap.main([])
    assert time.monotonic() - started < 0.5
    (tmp_path / "service.lock").write_text("# changed\n")
    assert not bootstrap.is_current("service")


def test_script_needs_only_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(SCRIPT)!r})"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
