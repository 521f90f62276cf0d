"""How a drawing gets its name."""

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.catalogue.pictures.canvas import Canvas
from marketplace.catalogue.pictures.palette import Colour

Painter = Callable[[Canvas, Colour], None]


@dataclass(frozen=True, kw_only=True)
class Motif:
    """A drawing: `paint(canvas, main colour)`, the tone it has by itself, and German words for who cannot see it."""

    name: str
    label: str
    tone: str
    paint: Painter


MOTIFS: dict[str, Motif] = {}


def motif(name: str, label: str, tone: str) -> Callable[[Painter], Painter]:
    """Register the decorated function as a drawing."""

    def register(paint: Painter) -> Painter:
        if name in MOTIFS:
            raise ValueError(f"motif {name!r} is drawn twice")
        MOTIFS[name] = Motif(name=name, label=label, tone=tone, paint=paint)
        return paint

    return register
