"""Wide pictures: the front of a shop in a small town, and the tile of a category."""

from PIL import Image

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, turned
from marketplace.catalogue.pictures.motifs import MOTIFS
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_WOOD,
    GOLD,
    GROUNDS,
    LEAF,
    TONES,
    WHITE,
    Colour,
    darker,
    draw_lots,
    lighter,
    mix,
)
from marketplace.catalogue.pictures.trades import window

SKIES: tuple[Colour, ...] = ((214, 230, 234), (246, 228, 204), (226, 234, 222), (236, 224, 232))
WALLS: tuple[Colour, ...] = (
    (240, 214, 176),
    (226, 190, 170),
    (206, 214, 190),
    (198, 212, 218),
    (236, 222, 200),
    (222, 202, 214),
)
AWNINGS = ("red", "forest", "teal", "navy", "copper", "wine", "green", "violet")
ROOF: Colour = (178, 96, 74)


def shop_front(trade: str, key: str, width: int = 1600, height: int = 600) -> Image.Image:
    """The header of a shop: its window holds what the trade sells. `key` (the slug) chooses colours and sides."""
    lots = draw_lots("front", key)
    canvas = Canvas(width, height, SKIES[lots % len(SKIES)])
    wide = canvas.width
    _town(canvas, wide, lots // 7)
    canvas.fill(box(0, 84, wide, 16), (206, 190, 166))
    for x in range(-10, int(wide) + 20, 17):
        canvas.line([(x, 84), (x - 9, 100)], (186, 168, 144), 0.5)
    canvas.line([(0, 84), (wide, 84)], (170, 150, 126), 0.8)
    wall, awning = WALLS[lots // 11 % len(WALLS)], TONES[AWNINGS[lots // 17 % len(AWNINGS)]]
    left = wide / 2 - 100
    door_left = lots // 29 % 2 == 0
    _facade(canvas, left, 200, wall, awning)
    _door(canvas, left + (10 if door_left else 162), awning)
    _window(canvas, left + (46 if door_left else 12), 142, awning, window(trade), lots // 31)
    _awning(canvas, left + 4, 192, awning)
    _outside(canvas, left + (-14 if door_left else 202), lots // 37)
    return canvas.finished()


def category_tile(motifs: tuple[str, ...], key: str, width: int = 640, height: int = 480) -> Image.Image:
    """A still life of up to three motifs for a category; `key` chooses the ground."""
    ground, disc, table = GROUNDS[sorted(GROUNDS)[draw_lots("tile", key) % len(GROUNDS)]]
    canvas = Canvas(width, height, ground)
    wide = canvas.width
    canvas.fill(oval(wide / 2, 50, 46), disc)
    canvas.fill(box(0, 74, wide, 26), table)
    places = {1: ((wide / 2 - 40, 6, 0.8),), 2: ((4, 18, 0.7), (wide - 72, 14, 0.72))}
    spots = places.get(len(motifs), ((-2, 28, 0.58), (wide - 58, 28, 0.58), (wide / 2 - 36, 14, 0.76)))
    for name, (x, y, size) in zip(motifs[:3], spots, strict=False):
        _put(canvas, name, x, y, size)
    return canvas.finished()


def _put(canvas: Canvas, name: str, x: float, y: float, size: float) -> None:
    motif = MOTIFS[name]
    canvas.placed(lambda board: motif.paint(board, TONES[motif.tone]), x, y, size)


def _town(canvas: Canvas, wide: float, lots: int) -> None:
    """Roofs, a tower and a hill in the haze behind the shop."""
    sky = SKIES[0]
    canvas.fill(
        curve(
            [
                (-20, 74),
                (wide * 0.2, 52),
                (wide * 0.45, 62),
                (wide * 0.75, 48),
                (wide + 20, 66),
                (wide + 20, 100),
                (-20, 100),
            ]
        ),
        mix(LEAF, sky, 0.62),
    )
    canvas.fill(oval(wide * (0.12 + lots % 3 * 0.38), 18, 8), (255, 244, 206), 0.9)
    x = -8.0
    step = 0
    while x < wide:
        step += 1
        w = 20 + (lots // step) % 14
        h = 34 + (lots // (step * 3)) % 22
        colour = mix(WALLS[(step + lots) % len(WALLS)], sky, 0.35)
        canvas.fill(box(x, 84 - h, w, h), colour)
        canvas.fill([(x - 1.5, 84 - h), (x + w / 2, 70 - h), (x + w + 1.5, 84 - h)], mix(ROOF, sky, 0.4))
        for row in range(2):
            for col in range(2):
                canvas.fill(
                    box(x + w * (0.2 + col * 0.4), 84 - h + 6 + row * 13, w * 0.2, 7, 0.6),
                    mix(darker(colour, 0.3), sky, 0.3),
                )
        x += w
    tower = wide * (0.08 if lots % 2 else 0.9)
    canvas.fill(box(tower, 14, 11, 60), mix((214, 196, 170), sky, 0.35))
    canvas.fill([(tower - 1, 14), (tower + 5.5, -6), (tower + 12, 14)], mix((112, 140, 128), sky, 0.35))
    canvas.fill(oval(tower + 5.5, 24, 3.4), WHITE, 0.8)


def _facade(canvas: Canvas, left: float, width: float, wall: Colour, trim: Colour) -> None:
    canvas.fill([(left - 3, 6), (left + width + 3, 6), (left + width + 6, 0), (left - 6, 0)], ROOF)
    canvas.solid(box(left, 4, width, 80), wall, depth=3, shade=0.08)
    canvas.fill(box(left, 4, width, 4), lighter(wall, 0.5))
    canvas.fill(box(left, 79, width, 5), darker(wall, 0.22))
    canvas.solid(box(left + 44, 9.5, width - 88, 11, 2), darker(trim, 0.15), depth=1)
    canvas.line(box(left + 46, 11, width - 92, 8, 1.4), GOLD, 0.5)
    for i in range(9):
        x = left + width / 2 - 24 + i * 6
        canvas.fill(oval(x, 15, 1.1 if i % 2 else 1.8), GOLD)
    for x in (left + 22, left + width - 22):
        canvas.line([(x, 10), (x, 15)], DARK_WOOD, 0.8)
        canvas.solid([(x - 3, 15), (x + 3, 15), (x + 2, 22), (x - 2, 22)], (255, 236, 176), depth=0.8)
        canvas.fill([(x - 3.6, 15.4), (x, 12.6), (x + 3.6, 15.4)], DARK_WOOD)


def _awning(canvas: Canvas, left: float, width: float, tone: Colour) -> None:
    canvas.shadow(left + width / 2, 41, width / 2 - 4, 3, 0.2)
    top, low, count = 23.0, 37.0, 17
    step = width / count
    inset = 4.0
    for i in range(count):
        colour = tone if i % 2 == 0 else CREAM
        a, b = left + i * step, left + (i + 1) * step
        ta, tb = (left + inset + (width - 2 * inset) * k / count for k in (i, i + 1))
        canvas.fill([(ta, top), (tb, top), (b, low), (a, low)], colour)
        canvas.fill([(a, low), *oval((a + b) / 2, low, step / 2, 3.6, 180, 0), (b, low)], darker(colour, 0.08))
    canvas.line([(left + inset, top), (left + width - inset, top)], darker(tone, 0.3), 1)


def _door(canvas: Canvas, x: float, tone: Colour) -> None:
    canvas.solid(box(x, 32, 26, 52, 1), DARK_WOOD, depth=1.4)
    canvas.solid(box(x + 2, 34, 22, 50, 1), tone, depth=1.6)
    canvas.fill(box(x + 5, 40, 16, 24, 1), (206, 224, 226))
    canvas.fill(turned(box(x + 8, 40, 3, 22), 14, (x + 10, 52)), WHITE, 0.5)
    canvas.fill(box(x + 5, 68, 16, 11, 1), darker(tone, 0.2))
    canvas.solid(oval(x + 21.4, 66, 1.3), GOLD, depth=0.4)
    canvas.solid(box(x + 8, 46, 10, 6, 1), WHITE, depth=0.6)
    canvas.line([(x + 10, 49), (x + 16, 49)], LEAF, 1)
    canvas.fill(box(x - 2, 82, 30, 3, 0.5), (190, 172, 148))


def _window(canvas: Canvas, x: float, width: float, tone: Colour, motifs: tuple[str, ...], lots: int) -> None:
    canvas.solid(box(x, 33, width, 44, 1.5), darker(tone, 0.1), depth=1.4)
    pane = box(x + 2.4, 35.4, width - 4.8, 39.2, 0.8)
    canvas.fill(pane, (250, 238, 210))
    canvas.clipped(pane, [oval(x + width / 2, 30, width * 0.5, 26)], (255, 248, 226), 0.9)
    canvas.fill(box(x + 2.4, 69, width - 4.8, 5.6), (214, 178, 132))
    canvas.line([(x + width / 2, 35), (x + width / 2, 69)], darker(tone, 0.1), 1)
    shown = [motifs[(i + lots) % len(motifs)] for i in range(min(len(motifs), 5))]
    step = (width - 8) / len(shown)
    size = min(step / 100 * 1.06, 0.34)
    for i, name in enumerate(shown):
        centre = x + 4 + step * (i + 0.5)
        _put(canvas, name, centre - 50 * size, 72.5 - 84 * size, size)
    for share in (0.18, 0.55, 0.86):
        streak = [
            (x + width * share, 35),
            (x + width * share + 6, 35),
            (x + width * share - 8, 75),
            (x + width * share - 14, 75),
        ]
        canvas.clipped(pane, [streak], WHITE, 0.22)
    canvas.solid(box(x - 2, 76, width + 4, 3, 1), lighter(tone, 0.2), depth=0.6)


def _outside(canvas: Canvas, x: float, lots: int) -> None:
    """What stands on the pavement beside the shop."""
    names = ("flowerpot", "tree", "planter", "bike", "potplant")
    name = names[lots % len(names)]
    _put(canvas, name, x - 8, 56, 0.4)
