"""All importers, the more particular ones first."""

from __future__ import annotations

from knowledge.catalogue.importers.base import Importer
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importers.yaml_catalogue import YamlCatalogue
from knowledge.catalogue.importers.yaml_wordings import YamlWordings

IMPORTERS: tuple[Importer, ...] = (Rendered(), YamlCatalogue(), YamlWordings())
