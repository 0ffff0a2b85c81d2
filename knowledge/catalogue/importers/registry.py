"""All importers, the more particular ones first."""

from __future__ import annotations

from knowledge.catalogue.importers.base import Importer
from knowledge.catalogue.importers.name_lists import PortalList, WardList
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importers.word_export import WordExport
from knowledge.catalogue.importers.yaml_catalogue import YamlCatalogue
from knowledge.catalogue.importers.yaml_wordings import YamlWordings

IMPORTERS: tuple[Importer, ...] = (
    Rendered(),
    WordExport(),
    PortalList(),
    WardList(),
    YamlCatalogue(),
    YamlWordings(),
)
