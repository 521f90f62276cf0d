"""The drawings, one function each, by kind of goods; `MOTIFS` holds them all by name."""

from marketplace.catalogue.pictures.motifs import (
    accessories,
    bakery,
    books,
    care,
    dairy,
    drinks,
    fashion,
    garden,
    household,
    larder,
    leisure,
    music,
    pets,
    produce,
    tools,
)
from marketplace.catalogue.pictures.motifs.registry import MOTIFS, Motif

__all__ = [
    "MOTIFS",
    "Motif",
    "accessories",
    "bakery",
    "books",
    "care",
    "dairy",
    "drinks",
    "fashion",
    "garden",
    "household",
    "larder",
    "leisure",
    "music",
    "pets",
    "produce",
    "tools",
]
