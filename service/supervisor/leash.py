"""Child processes that cannot outlive the one that started them, not even when that is killed with -9."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from service.settings import ROOT

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def start(command: Sequence[str], output: IO[bytes] | int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own.

    Linux ends the child with the *thread* that started it: that thread has to live as long as the child may.
    """
    parent = os.getpid()

    def leash() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent died before the leash was on
            os._exit(1)

    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=env,
        start_new_session=True,
        preexec_fn=leash,
    )


def end(process: subprocess.Popen[bytes], seconds: float = 10.0) -> None:
    """Ask the process and its group to end; force them after `seconds`."""
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 5.0)):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
