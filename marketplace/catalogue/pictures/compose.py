"""From a motif to a finished picture: ground, disc, table, subject."""

from PIL import Image

from marketplace.catalogue.pictures.canvas import Canvas, box, oval
from marketplace.catalogue.pictures.motifs.registry import MOTIFS
from marketplace.catalogue.pictures.palette import TONES, ground_for

TABLE = 73


def tile(name: str, tone: str, size: int) -> Image.Image:
    """The square picture of a motif; an empty tone means the motif's own. Raises KeyError for unknown names."""
    motif = MOTIFS[name]
    colour = TONES[tone or motif.tone]
    ground, disc, table = ground_for(name, colour)
    canvas = Canvas(size, size, ground)
    canvas.fill(oval(50, 46, 39), disc)
    canvas.fill(box(0, TABLE, 100, 100 - TABLE), table)
    motif.paint(canvas, colour)
    return canvas.finished()
