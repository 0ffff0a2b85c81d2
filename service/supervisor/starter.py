"""Load the shipped catalogue and bank when their content is not the one loaded before."""

from __future__ import annotations

import hashlib

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.repository import Catalogue
from knowledge.starter.bank import STARTER
from service.settings import Settings

FOLDERS = (STARTER / "catalogue", STARTER / "wordings")


def load_starter(settings: Settings) -> bool:
    """True when something was loaded."""
    stamp = settings.home / "starter.sha256"
    digest = _digest()
    catalogue = Catalogue(settings.database_url)
    try:
        catalogue.upgrade()
        if catalogue.revision() and stamp.is_file() and stamp.read_text() == digest:
            return False
        import_files(catalogue, list(FOLDERS), whole_bank=True)
    finally:
        catalogue.close()
    stamp.write_text(digest)
    return True


def _digest() -> str:
    content = hashlib.sha256()
    for path in sorted(p for folder in FOLDERS for p in folder.rglob("*.yml")):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()
