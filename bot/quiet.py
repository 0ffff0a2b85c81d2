"""Environment of the Rasa process; import before anything of Rasa or TensorFlow."""

from __future__ import annotations

import logging
import os
import warnings


def quiet(level: int = logging.WARNING) -> None:
    """No telemetry, no GPU, one TensorFlow thread, no training cache, warnings of dependencies off."""
    for name, value in {
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",  # our own content hash decides whether to train
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "LOG_LEVEL": logging.getLevelName(level),
    }.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore")
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))
    logging.basicConfig(level=level)
    logging.getLogger().setLevel(level)
    for noisy in ("rasa", "tensorflow", "apscheduler", "sanic.root", "sanic.access", "matplotlib", "h5py"):
        logging.getLogger(noisy).setLevel(level)
