"""Tables as the files of other tools: `export` writes one, `FORMATS` names all there are.

A format is a module of `formats/` with a `FORMAT`; adding one is adding a file there.
"""

from pipeline.exporting.format import Format
from pipeline.exporting.registry import FORMATS
from pipeline.exporting.write import export

__all__ = ["FORMATS", "Format", "export"]
