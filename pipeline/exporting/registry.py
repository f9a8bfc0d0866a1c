"""All formats by name."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from pipeline.exporting import formats
from pipeline.exporting.format import Format

FORMATS: Final[Mapping[str, Format]] = {
    module.name: import_module(f"{formats.__name__}.{module.name}").FORMAT
    for module in iter_modules(formats.__path__)
}
