"""Files in, problems out: three published formats and our own JSON."""

from logistics.formats import documents, li_lim, mpdptw, sartori
from logistics.formats.instance import FormatError, Instance

__all__ = ["FormatError", "Instance", "documents", "li_lim", "mpdptw", "sartori"]
