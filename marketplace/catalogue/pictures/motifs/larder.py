"""Meat, fish, cheese, dairy and what stands in the larder."""

from functools import partial

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, moved, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    DARK_LEAF,
    DARK_WOOD,
    GLASS,
    GOLD,
    LEAF,
    STEEL,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)


def board(c: Canvas, y: float = 76) -> None:
    """A wooden board to lie on."""
    c.shadow(50, y + 6, 42, 5)
    c.solid(box(9, y - 4, 82, 9, 4.5), WOOD, depth=2.5)
    c.line([(18, y), (60, y)], darker(WOOD, 0.2), 0.6)


@motif("sausage", "Würste", "copper")
def sausage(c: Canvas, tone: Colour) -> None:
    board(c)
    for y, bend in ((64, 9), (52, 10), (40, 9)):
        path = curve([(18, y - 2), (34, y + bend - 3), (50, y + bend), (66, y + bend - 3), (82, y - 2)], closed=False)
        c.line(path, darker(tone, 0.22), 12.6)
        c.line([(x - 0.4, yy - 0.8) for x, yy in path], tone, 10.6)
        c.line([(x - 1, yy - 3) for x, yy in path[6:-8]], lighter(tone, 0.4), 1.8, alpha=0.7)
        for x, tip in ((18, -1), (82, 1)):
            c.fill([(x + tip * 5, y - 4), (x + tip * 10, y - 8), (x + tip * 10.5, y - 1)], darker(tone, 0.1))


@motif("salami", "Salami", "red")
def salami(c: Canvas, tone: Colour) -> None:
    board(c)
    stick = turned(
        curve([(24, 60), (30, 51), (60, 49), (88, 52), (93, 60), (88, 68), (60, 71), (30, 69)]), -14, (58, 60)
    )
    c.solid(stick, darker(tone, 0.38), depth=5)
    for i in range(7):
        c.clipped(stick, [turned(box(38 + i * 8, 40, 1, 40), 14, (38 + i * 8, 60))], (236, 226, 210), 0.35)
    for x, y in ((34, 66), (24, 71)):
        c.solid(oval(x, y, 13, 12), darker(tone, 0.35), depth=2)
        c.solid(oval(x, y, 11.4, 10.5), tone, depth=2, shade=0.1)
        for i in range(15):
            c.dot(x + (i * 7 % 17 - 8) * 1.05, y + (i * 5 % 15 - 7) * 1.1, 0.9 + i % 3 * 0.3, (246, 222, 206))


@motif("ham", "Schinken", "rose")
def ham(c: Canvas, tone: Colour) -> None:
    board(c)
    body = curve([(14, 58), (22, 40), (46, 32), (70, 38), (82, 54), (78, 70), (54, 76), (26, 74)])
    c.solid(body, darker(tone, 0.3), depth=5)
    cut = curve([(40, 60), (44, 44), (58, 37), (74, 43), (82, 56), (77, 70), (60, 75), (46, 72)])
    c.solid(cut, (248, 228, 214), shade=0.05, depth=2)
    meat = curve([(44, 60), (48, 48), (59, 42), (71, 46), (77, 57), (73, 67), (60, 71), (49, 68)])
    c.solid(meat, tone, depth=3, shade=0.1)
    for path in ([(50, 52), (56, 56), (63, 54), (70, 58)], [(52, 64), (58, 62), (64, 66)]):
        c.line(curve(path, closed=False), (250, 226, 216), 1.4)
    c.solid(oval(63, 59, 3.6), (246, 236, 224), depth=1)


@motif("steak", "Frischfleisch", "red")
def steak(c: Canvas, tone: Colour) -> None:
    board(c)
    fat = curve([(13, 58), (20, 42), (40, 36), (56, 44), (74, 38), (88, 50), (84, 68), (64, 75), (42, 72), (22, 74)])
    c.solid(fat, (250, 226, 208), depth=4)
    meat = curve([(18, 59), (24, 46), (39, 41), (56, 49), (72, 44), (82, 52), (79, 65), (62, 70), (42, 67), (25, 69)])
    c.solid(meat, tone, depth=3, shade=0.12)
    for path in (
        [(28, 50), (36, 56), (46, 54)],
        [(54, 56), (62, 52), (72, 56)],
        [(34, 63), (46, 61), (58, 65)],
        [(66, 62), (74, 62)],
    ):
        c.line(curve(path, closed=False), (250, 214, 200), 1.3)
    for x in (24, 34, 29):
        c.line(curve([(x, 82), (x + 4, 74), (x - 2, 66)], closed=False), LEAF, 0.9)


@motif("mince", "Schale mit Fleisch", "red")
def mince(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 5)
    heap = curve([(16, 60), (24, 46), (40, 38), (60, 38), (76, 46), (84, 60), (50, 66)])
    c.solid(heap, darker(tone, 0.14), depth=4)
    strands = [
        moved(
            curve([(-8, 3), (-3, -2), (3, 3), (8, -2), (8.6, 0.4), (3, 5.4), (-3, 0.4), (-8, 5.4)]),
            20 + i * 23 % 62,
            40 + i * 7 % 22,
        )
        for i in range(40)
    ]
    c.clipped(heap, strands[::2], lighter(tone, 0.22))
    c.clipped(heap, strands[1::2], tone)
    c.solid([(12, 58), (88, 58), (81, 82), (19, 82)], WHITE, depth=4)
    c.solid(box(10, 56, 80, 6, 3), (240, 234, 224), depth=2)


@motif("jarmeat", "Wurst im Glas", "rose")
def jarmeat(c: Canvas, tone: Colour) -> None:
    _jar(c, mix(tone, (206, 160, 132), 0.5), lid=(200, 62, 54), chunks=True)


@motif("jar", "Glas mit Aufstrich", "red")
def jar(c: Canvas, tone: Colour) -> None:
    _jar(c, tone, lid=GOLD, cloth=True)


@motif("honey", "Honigglas", "gold")
def honey(c: Canvas, tone: Colour) -> None:
    _jar(c, mix(tone, (226, 148, 40), 0.55), lid=(240, 226, 196), hexagon=True)


@motif("pickles", "Eingelegtes im Glas", "green")
def pickles(c: Canvas, tone: Colour) -> None:
    c.shadow(51, 83, 26, 5)
    glass = curve(symmetric([(38, 30), (30, 34), (26, 42), (26, 76), (31, 83), (42, 84)]))
    c.fill(glass, GLASS)
    for i, (x, y, a) in enumerate(
        ((34, 52, 8), (44, 56, -6), (54, 52, 5), (65, 55, -10), (38, 72, -12), (50, 74, 6), (62, 72, 12))
    ):
        fruit = turned(oval(x, y, 5, 12), a, (x, y))
        shape = lighter(tone, 0.1) if i % 2 else tone
        c.inside(glass, partial(Canvas.solid, path=fruit, colour=shape, depth=2))
    c.fill(box(31, 38, 3.4, 36, 1.7), WHITE, 0.5)
    c.solid(box(33, 22, 34, 9, 2), STEEL, depth=2)


def _jar(
    c: Canvas, content: Colour, *, lid: Colour, cloth: bool = False, hexagon: bool = False, chunks: bool = False
) -> None:
    c.shadow(51, 83, 26, 5)
    glass = curve(symmetric([(40, 35), (31, 38), (26, 46), (25, 74), (29, 82), (40, 84)]))
    c.solid(glass, content, depth=5, shade=0.2)
    if chunks:
        marks = [oval(30 + i * 13 % 42, 46 + i * 17 % 36, 4, 3) for i in range(11)]
        c.clipped(glass, marks, lighter(content, 0.4), 0.7)
    c.fill(box(29.5, 44, 3.2, 30, 1.6), WHITE, 0.42)
    if hexagon:
        c.fill([(50, 48), (62, 55), (62, 69), (50, 76), (38, 69), (38, 55)], WHITE)
        c.solid(oval(50, 62, 6.5, 5), (238, 182, 62), depth=1)
        c.clipped(oval(50, 62, 6.5, 5), [box(47, 55, 2, 14), box(51.5, 55, 2, 14)], (82, 62, 48))
        for side in (-1, 1):
            c.fill(turned(oval(50 + side * 4, 57, 3.2, 1.9), side * 30, (50 + side * 4, 57)), GLASS)
    else:
        c.fill(box(35, 50, 30, 24, 2), WHITE)
        c.fill(box(35, 50, 30, 5, 1.5), darker(content, 0.1))
        c.line([(40, 61), (60, 61)], darker(content, 0.1), 1.5)
        c.line([(44, 67), (56, 67)], darker(content, 0.1), 1.1)
    if cloth:
        hood = curve(symmetric([(36, 20), (29, 25), (27, 34), (24, 41), (32, 39), (38, 43), (44, 40)]))
        c.solid(hood, (238, 228, 212), depth=3)
        marks = [box(x, 10, 3, 40) for x in (30, 40, 50, 60, 70)] + [box(10, y, 80, 2.4) for y in (22, 30, 38)]
        c.clipped(hood, marks, content, 0.35)
        c.line([(28.5, 33), (71.5, 33)], DARK_WOOD, 1.3)
    else:
        c.solid(box(31, 24, 38, 12, 3), lid, depth=2.5)
        c.line([(33, 32.5), (67, 32.5)], darker(lid, 0.16), 0.9)


@motif("fish", "Fisch", "silver")
def fish(c: Canvas, tone: Colour) -> None:
    board(c)
    back = mix(tone, (86, 112, 128), 0.5)
    body = curve([(10, 58), (24, 46), (46, 41), (66, 48), (78, 57), (66, 66), (46, 71), (24, 68)])
    tail = curve([(74, 57), (84, 46), (93, 42), (89, 57), (93, 72), (84, 68)])
    c.solid(tail, darker(back, 0.1), depth=2)
    c.solid(body, lighter(tone, 0.35), depth=4)
    upper = curve([(10, 58), (24, 46), (46, 41), (66, 48), (78, 57), (60, 56), (40, 54), (22, 56)])
    c.fill(upper, back)
    c.solid(curve([(38, 43), (48, 34), (62, 42), (56, 46)]), darker(back, 0.2), depth=1)
    c.line(curve([(28, 48), (32, 57), (28, 67)], closed=False), darker(back, 0.2), 1)
    c.dot(20, 54, 2.4, WHITE)
    c.dot(20, 54, 1.3, (50, 44, 44))
    for x in range(38, 70, 7):
        for y in (60, 65):
            c.line(oval(x + (y % 2) * 3, y, 2.6, 2, 20, 160), darker(tone, 0.14), 0.7)


@motif("smokedfish", "Räucherfisch", "gold")
def smokedfish(c: Canvas, tone: Colour) -> None:
    fish(c, mix(tone, (190, 120, 62), 0.5))
    for x, y in ((72, 78), (80, 76)):
        c.solid(oval(x, y, 7, 3), (246, 222, 96), depth=1)
        c.solid(oval(x, y - 1, 5.5, 2.2), (252, 240, 170), depth=0.6)


@motif("oil", "Ölflasche", "lime")
def oil(c: Canvas, tone: Colour) -> None:
    c.shadow(51, 83, 19, 4)
    bottle = curve(symmetric([(45, 22), (45, 34), (40, 42), (35, 50), (34, 76), (38, 83), (45, 84)]))
    c.solid(bottle, mix(tone, (206, 170, 62), 0.45), depth=4, shade=0.22)
    c.fill(box(37.4, 52, 2.4, 22, 1.2), WHITE, 0.45)
    c.solid(box(43.5, 13, 13, 10, 2), DARK_WOOD, depth=1.6)
    c.fill(box(39, 54, 23, 21, 1.5), WHITE)
    c.line(curve([(45, 72), (49, 66), (56, 58)], closed=False), DARK_LEAF, 0.9)
    for x, y, a in ((47, 66, 60), (52, 68, 10), (51, 61, 70), (56, 63, 20)):
        c.fill(turned(oval(x, y, 3.4, 1.4), a, (x, y)), LEAF)
    c.dot(46, 59, 2.3, darker(LEAF, 0.2))


@motif("spice", "Gewürzdose", "red")
def spice(c: Canvas, tone: Colour) -> None:
    for x, dy, colour in ((33, 4, darker(tone, 0.28)), (62, 0, tone)):
        c.shadow(x, 82, 16, 4)
        c.solid(box(x - 14, 40 + dy, 28, 42 - dy, 3), GLASS, depth=3)
        c.solid(box(x - 12.5, 50 + dy, 25, 30 - dy, 2), colour, depth=3)
        marks = [oval(x - 12 + i * 7 % 25, 52 + dy + i * 11 % 28, 0.9) for i in range(22)]
        c.clipped(box(x - 12.5, 50 + dy, 25, 30 - dy, 2), marks, lighter(colour, 0.45))
        c.fill(box(x - 9, 58 + dy / 2, 18, 13, 1), WHITE)
        c.line([(x - 6, 62 + dy / 2), (x + 6, 62 + dy / 2)], colour, 1.1)
        c.line([(x - 4, 66.5 + dy / 2), (x + 4, 66.5 + dy / 2)], colour, 0.9)
        c.solid(box(x - 15, 31 + dy, 30, 11, 2), DARK_WOOD, depth=2)
    for x, y in ((50, 83), (54, 86), (47, 86), (58, 84), (43, 84)):
        c.dot(x, y, 1.3, darker(tone, 0.3))


@motif("mustard", "Senftopf", "gold")
def mustard(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 28, 5)
    pot = curve(symmetric([(30, 40), (25, 46), (23, 60), (27, 78), (34, 83), (44, 84)]))
    c.solid(pot, (222, 206, 178), depth=6)
    c.clipped(pot, [box(10, 52, 80, 20)], darker(tone, 0.12))
    c.line([(38, 59), (62, 59)], WHITE, 2)
    c.line([(42, 66), (58, 66)], WHITE, 1.4)
    c.solid(oval(50, 40, 21, 5.5), tone, depth=1)
    c.line([(58, 40), (76, 16)], WOOD, 3.4)
    for x, y in ((42, 39), (48, 41), (46, 38), (54, 42)):
        c.dot(x, y, 0.9, darker(tone, 0.35))


@motif("pasta", "Nudeln", "yellow")
def pasta(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 28, 5)
    bag = curve(symmetric([(30, 28), (27, 40), (26, 66), (24, 80), (34, 83)]))
    c.solid(bag, lighter(tone, 0.5), depth=5, shade=0.1)
    for i in range(26):
        x, y = 30 + i * 17 % 42, 34 + i * 13 % 46
        noodle = turned(
            curve([(x - 4, y - 1.6), (x, y - 0.6), (x + 4, y - 1.6), (x + 4, y + 1.6), (x, y + 0.6), (x - 4, y + 1.6)]),
            i * 41,
            (x, y),
        )
        c.clipped(bag, [noodle], darker(tone, 0.08 + 0.1 * (i % 2)))
    c.fill(box(33, 48, 34, 20, 2), WHITE)
    c.line([(39, 55), (61, 55)], (190, 62, 52), 1.8)
    c.line([(43, 61), (57, 61)], LEAF, 1.4)
    c.solid([(29, 28), (71, 28), (68, 18), (32, 18)], (190, 62, 52), depth=2)


@motif("grains", "Körner im Sack", "sand")
def grains(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 32, 5)
    sack = curve(symmetric([(28, 46), (20, 58), (18, 74), (24, 83), (40, 84)]))
    c.solid(sack, (206, 178, 136), depth=6)
    heap = curve([(26, 46), (36, 36), (50, 33), (64, 36), (74, 46), (50, 52)])
    c.solid(heap, tone, depth=2)
    for i in range(40):
        x, y = 29 + i * 19 % 43, 36 + i * 7 % 13
        c.clipped(
            heap, [turned(oval(x, y, 1.8, 1.1), i * 53, (x, y))], darker(tone, 0.3) if i % 2 else lighter(tone, 0.35)
        )
    rim = curve([(24, 45), (36, 49), (50, 51), (64, 49), (76, 45), (77, 51), (64, 56), (50, 58), (36, 56), (23, 51)])
    c.solid(rim, (222, 198, 160), depth=1.5)
    c.fill(oval(50, 69, 10, 8), (240, 226, 198))
    c.line([(50, 74), (50, 64)], darker(tone, 0.4), 0.9)
    for y in (66, 69):
        for side in (-1, 1):
            c.fill(turned(oval(50 + side * 2.5, y, 2.2, 1), side * -38, (50 + side * 2.5, y)), darker(tone, 0.4))
