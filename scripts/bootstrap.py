"""Make the two environments from their lock files. Standard library only; runs on any python3 >= 3.8.

`python3 scripts/bootstrap.py [service] [rasa]` (both without names). A second run is a look at two stamp files.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = {
    "service": (ROOT / ".venv", ROOT / "requirements" / "service.lock", ((3, 11), (3, 12), (3, 13))),
    "rasa": (ROOT / ".venv-rasa", ROOT / "requirements" / "rasa.lock", ((3, 10),)),
}
NEEDED_BYTES = {"service": 2 * 1024**3, "rasa": 3 * 1024**3}


class SetupError(Exception):
    """One line that says what is wrong and what helps."""


def main(names):
    wanted = [n for n in (names or ENVIRONMENTS) if not is_current(n)]
    if not wanted:
        return
    for name in wanted:
        folder, _, versions = ENVIRONMENTS[name]
        python = find_python(versions)
        if python is None:
            dotted = " or ".join(f"{v[0]}.{v[1]}" for v in versions)
            raise SetupError(
                f"no CPython {dotted} was found (PATH, pyenv, uv) for {folder.name}. "
                f"Install one, for example: pyenv install {versions[0][0]}.{versions[0][1]}   or   "
                f"uv python install {versions[0][0]}.{versions[0][1]}"
            )
    free = shutil.disk_usage(ROOT).free
    needed = sum(NEEDED_BYTES[n] for n in wanted)
    if free < needed:
        raise SetupError(
            f"the disk has {free / 1024**3:.1f} GiB free and the environments need {needed / 1024**3:.0f} GiB. "
            "Make room, then run again."
        )
    errors = []
    threads = [threading.Thread(target=guarded, args=(n, errors), daemon=True) for n in wanted]
    started = time.time()
    for thread in threads:
        thread.start()
    while any(t.is_alive() for t in threads):
        time.sleep(0.2)
        if sys.stderr.isatty():
            sys.stderr.write(f"\rinstalling {', '.join(wanted)} … {time.time() - started:.0f} s ")
    if errors:
        raise SetupError(errors[0])
    sys.stderr.write(f"\renvironments ready after {time.time() - started:.0f} s: {', '.join(wanted)}\n")


def guarded(name, errors):
    try:
        install(name)
    except SetupError as error:
        errors.append(str(error))
    except OSError as error:
        errors.append(f"{name}: {error.strerror or error}. Check the disk and the rights on {ROOT}.")


def install(name):
    folder, lock, versions = ENVIRONMENTS[name]
    say(f"{folder.name}: installing from {lock.relative_to(ROOT)} (about a minute)")
    shutil.rmtree(folder, ignore_errors=True)  # a half-made environment is made anew
    run(name, [find_python(versions), "-m", "venv", str(folder)])
    python = str(folder / "bin" / "python")
    # torch alone and by pip first: a CPU build that the machine offers is taken, and nothing later replaces it
    torch = [line for line in lock.read_text().splitlines() if line.startswith("torch==")]
    if torch:
        run(name, [python, "-m", "pip", "install", "-q", "--no-input", torch[0].split("+")[0]])
    run(name, [python, "-m", "pip", "install", "-q", "--no-input", "--no-deps", "-r", str(lock)])
    packages = Path(
        subprocess.check_output(
            [python, "-c", "import site; print(site.getsitepackages()[0])"], text=True
        ).strip()
    )
    (packages / "hoi-mot-cua.pth").write_text(f"{ROOT}\n")
    if name == "service":
        command = folder / "bin" / "motcua"
        command.write_text(f"#!{python}\nfrom service.cli import main\n\nmain()\n")
        command.chmod(0o755)
    (folder / ".stamp").write_text(stamp(name))
    say(f"{folder.name}: ready")


def run(name, command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        lines = [x for x in done.stdout.splitlines() if x.strip()]
        last = next(
            (x for x in reversed(lines) if "error" in x.lower()), lines[-1] if lines else "no message"
        )
        remedy = (
            "Free disk space and run again."
            if "No space left" in done.stdout
            else "Check the network or the package index, then run `make setup` again."
        )
        raise SetupError(f"{name}: {last.strip()}. {remedy}")


def is_current(name):
    folder = ENVIRONMENTS[name][0]
    try:
        return (folder / ".stamp").read_text() == stamp(name)
    except OSError:
        return False


def stamp(name):
    """Hash of the lock file and the place: an environment cannot be moved."""
    return hashlib.sha256(ENVIRONMENTS[name][1].read_bytes() + str(ROOT).encode()).hexdigest()


def find_python(versions):
    """A CPython of one of `versions` on the PATH, under pyenv (even off the PATH) or known to uv."""
    for version in versions:
        dotted = f"{version[0]}.{version[1]}"
        candidates = [shutil.which("python" + dotted)]
        for root in (os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv")):
            if root:
                candidates += [
                    str(p) for p in sorted(Path(root).glob(f"versions/{dotted}.*/bin/python"), reverse=True)
                ]
        candidates.append(shutil.which("python3"))
        if shutil.which("uv"):
            found = subprocess.run(["uv", "python", "find", dotted], capture_output=True, text=True)
            candidates.append(found.stdout.strip() or None)
        for candidate in candidates:
            if candidate and is_version(candidate, version):
                return candidate
    return None


def is_version(python, version):
    test = "import sys, ensurepip, venv; print(sys.implementation.name, *sys.version_info[:2])"
    try:  # a pyenv shim on the PATH may exist without a version behind it
        said = subprocess.run([python, "-c", test], capture_output=True, text=True, timeout=20).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said == ["cpython", str(version[0]), str(version[1])]


def say(text):
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as error:
        say(f"setup: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("setup: interrupted; run again to go on")
        sys.exit(130)
