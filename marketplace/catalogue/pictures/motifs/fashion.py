"""Clothes, shoes, bags and jewellery."""

from marketplace.catalogue.pictures.canvas import Canvas, Path, box, curve, mirrored, moved, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_STEEL,
    GOLD,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
)


def _hanger(c: Canvas, y: float = 24) -> None:
    c.line(curve([(50, y - 4), (50, y - 8), (54, y - 11), (53, y - 15), (48, y - 15)], closed=False), DARK_STEEL, 1.3)
    c.line([(30, y + 5), (50, y - 4), (70, y + 5)], WOOD, 2.6)


@motif("shirt", "Oberteil", "blue")
def shirt(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 26, 3.6)
    body = symmetric([(40, 22), (30, 26), (14, 40), (21, 52), (31, 46), (30, 82)])
    c.solid(body, tone, depth=4)
    c.fill(curve([(40, 22), (50, 31), (60, 22), (50, 26)]), darker(tone, 0.3))
    c.line(curve([(40, 22.6), (50, 32), (60, 22.6)], closed=False), lighter(tone, 0.25), 2)
    c.line([(31, 46), (33, 56)], darker(tone, 0.18), 0.9)
    c.line([(69, 46), (67, 56)], darker(tone, 0.18), 0.9)


@motif("striped", "Geringeltes Oberteil", "navy")
def striped(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 26, 3.6)
    body = symmetric([(39, 22), (29, 26), (15, 62), (25, 67), (32, 48), (31, 82)])
    c.solid(body, CREAM, depth=4)
    c.clipped(body, [box(5, y, 90, 3.2) for y in range(32, 84, 8)], tone)
    c.fill(curve([(39, 22), (50, 29), (61, 22), (50, 25)]), darker(CREAM, 0.25))
    c.line(curve([(39, 22.6), (50, 29.6), (61, 22.6)], closed=False), tone, 1.8)


@motif("blouse", "Hemd oder Bluse", "sky")
def blouse(c: Canvas, tone: Colour) -> None:
    _hanger(c)
    body = symmetric([(42, 24), (30, 29), (20, 64), (29, 67), (34, 50), (32, 84)])
    c.solid(body, tone, depth=4)
    c.line([(50, 28), (50, 84)], darker(tone, 0.18), 0.9)
    for y in (36, 46, 56, 66, 76):
        c.dot(51.6, y, 1.1, WHITE)
    for side in (1, -1):
        collar: Path = [(50, 27), (42, 23), (38, 30), (45, 36)]
        c.solid(collar if side == 1 else mirrored(collar), lighter(tone, 0.35), depth=1)
    c.line([(56, 46), (64, 46)], darker(tone, 0.2), 1)
    c.line([(56, 46), (56, 54), (64, 54), (64, 46)], darker(tone, 0.14), 0.7)


@motif("sweater", "Strickpullover", "copper")
def sweater(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 3.6)
    body = curve(symmetric([(40, 22), (28, 28), (16, 60), (15, 72), (25, 74), (32, 52), (31, 80)]), steps=4)
    c.solid(body, tone, depth=5)
    knit = [curve([(x - 2, y), (x, y + 3), (x + 2, y), (x, y + 1)]) for x in range(20, 82, 6) for y in range(42, 58, 7)]
    c.clipped(body, knit, lighter(tone, 0.55))
    c.clipped(body, [box(5, 36, 90, 2), box(5, 60, 90, 2)], lighter(tone, 0.4))
    c.clipped(body, [box(5, 77, 90, 6)], darker(tone, 0.12))
    c.line(curve([(40, 23), (50, 29), (60, 23)], closed=False), darker(tone, 0.2), 4)


@motif("cardigan", "Strickjacke", "forest")
def cardigan(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 3.6)
    body = curve(symmetric([(40, 22), (28, 28), (17, 60), (16, 72), (26, 74), (32, 54), (31, 82)]), steps=4)
    c.solid(body, tone, depth=5)
    c.fill([(41, 21), (50, 46), (59, 21)], darker(CREAM, 0.08))
    c.line([(41, 22), (50, 48), (50, 82)], darker(tone, 0.2), 1.6)
    c.line([(59, 22), (50, 48)], darker(tone, 0.2), 1.6)
    for y in (54, 63, 72):
        c.solid(oval(53.4, y, 1.7), WOOD, depth=0.5)
    for x in (38, 62):
        c.line([(x - 5, 66), (x + 5, 66)], lighter(tone, 0.3), 1.4)


@motif("dress", "Kleid", "rose")
def dress(c: Canvas, tone: Colour) -> None:
    _hanger(c, 20)
    body = curve(symmetric([(42, 20), (38, 28), (40, 44), (32, 62), (24, 84)]), steps=5)
    c.solid(body, tone, depth=5)
    dots = [oval(x + (y // 7 % 2) * 4, y, 1.1) for x in range(24, 80, 8) for y in range(26, 86, 7)]
    c.clipped(body, dots, WHITE, 0.8)
    c.fill(curve([(42, 19), (50, 28), (58, 19), (50, 22)]), darker(tone, 0.3))
    c.fill([(39.6, 44), (60.4, 44), (61.6, 48), (38.4, 48)], darker(tone, 0.25))


@motif("skirt", "Rock", "violet")
def skirt(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 3.6)
    body = curve(symmetric([(36, 28), (32, 44), (24, 66), (18, 80), (34, 83)]), steps=5)
    c.solid(body, tone, depth=5)
    for x0, x1 in ((42, 34), (50, 50), (58, 66)):
        c.line([(x0, 34), (x1, 82)], darker(tone, 0.18), 1)
    c.solid(box(35, 24, 30, 7, 2), darker(tone, 0.2), depth=1.6)


@motif("trousers", "Hose", "navy")
def trousers(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 87, 22, 3.4)
    body = [(33, 16), (67, 16), (72, 86), (56, 86), (50, 40), (44, 86), (28, 86)]
    c.solid(body, tone, depth=4)
    c.fill([(33, 16), (67, 16), (67.6, 22), (32.6, 22)], darker(tone, 0.18))
    c.line(curve([(35, 24), (41, 27), (43, 33)], closed=False), lighter(tone, 0.3), 0.9)
    c.line(curve([(65, 24), (59, 27), (57, 33)], closed=False), lighter(tone, 0.3), 0.9)
    c.line([(50, 22), (50, 38)], darker(tone, 0.25), 0.9)
    c.dot(50, 19, 1.4, GOLD)
    c.line([(29, 81), (43.4, 81)], lighter(tone, 0.25), 0.8)
    c.line([(56.6, 81), (71, 81)], lighter(tone, 0.25), 0.8)


@motif("jacket", "Jacke", "forest")
def jacket(c: Canvas, tone: Colour) -> None:
    _hanger(c, 22)
    body = symmetric([(40, 22), (28, 27), (16, 66), (26, 70), (32, 52), (30, 84)])
    c.solid(body, tone, depth=4)
    c.line([(50, 30), (50, 84)], CREAM, 1.4)
    hood = curve([(40, 22), (44, 16), (56, 16), (60, 22), (56, 31), (44, 31)])
    c.solid(hood, darker(tone, 0.18), depth=2)
    for side in (-1, 1):
        c.solid(turned(box(50 + side * 12 - 5, 58, 10, 12, 1.5), 0), lighter(tone, 0.1), depth=1.4)
        c.line([(50 + side * 12 - 5, 61), (50 + side * 12 + 5, 61)], darker(tone, 0.25), 0.9)
    c.solid(box(49, 40, 3.4, 5, 1), GOLD, depth=0.8)


@motif("shoe", "Sportlicher Schuh", "teal")
def shoe(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 81, 40, 4.6)
    body = curve([(12, 70), (13, 50), (22, 45), (33, 50), (44, 40), (54, 46), (66, 57), (84, 62), (90, 70)], steps=7)
    c.solid(body, tone, depth=4)
    c.solid(curve([(74, 60), (86, 63), (91, 71), (72, 71)], steps=6), lighter(tone, 0.45), depth=2)
    c.fill(curve([(13, 52), (22, 45), (28, 52), (22, 70), (13, 70)], steps=5), darker(tone, 0.22))
    for x, y in ((46, 46), (52, 50), (58, 54.4)):
        c.line([(x - 4, y + 4.6), (x + 3, y - 1.4)], WHITE, 1.8)
    c.fill(curve([(30, 66), (44, 58), (60, 62), (46, 64)]), WHITE, 0.9)
    c.solid(curve([(10, 69), (50, 70), (92, 69), (91, 78), (80, 80), (20, 80), (10, 78)], steps=5), WHITE, depth=2.4)
    c.line([(13, 75.6), (89, 75.6)], tone, 1)


@motif("pump", "Damenschuh", "red")
def pump(c: Canvas, tone: Colour) -> None:
    for dx, dy, colour in ((8, -12, darker(tone, 0.12)), (-2, 2, tone)):
        c.shadow(50 + dx, 81 + dy * 0.5, 34, 3.4)
        c.fill([(18 + dx, 56 + dy), (28 + dx, 60 + dy), (25 + dx, 80 + dy), (19 + dx, 80 + dy)], darker(colour, 0.35))
        body = curve(
            [
                (14 + dx, 48 + dy),
                (20 + dx, 40 + dy),
                (30 + dx, 50 + dy),
                (46 + dx, 62 + dy),
                (58 + dx, 62 + dy),
                (74 + dx, 68 + dy),
                (86 + dx, 77 + dy),
                (70 + dx, 80 + dy),
                (48 + dx, 78 + dy),
                (32 + dx, 68 + dy),
                (20 + dx, 62 + dy),
            ],
            steps=7,
        )
        c.solid(body, colour, depth=3.4)
        c.fill(
            curve(
                [
                    (21 + dx, 44 + dy),
                    (31 + dx, 53 + dy),
                    (46 + dx, 64 + dy),
                    (56 + dx, 64 + dy),
                    (40 + dx, 66 + dy),
                    (26 + dx, 56 + dy),
                ]
            ),
            darker(colour, 0.4),
        )
        c.solid(
            curve([(60 + dx, 62 + dy), (66 + dx, 60 + dy), (68 + dx, 66 + dy), (62 + dx, 68 + dy)]),
            lighter(colour, 0.35),
            depth=1,
        )


@motif("boot", "Stiefel", "brown")
def boot(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 34, 4.4)
    body = curve(
        [(26, 20), (56, 20), (55, 40), (58, 54), (76, 62), (86, 72), (86, 79), (26, 79), (24, 60), (28, 42)], steps=6
    )
    c.solid(body, tone, depth=5)
    c.solid(curve([(68, 60), (82, 66), (87, 78), (66, 78)], steps=5), darker(tone, 0.14), depth=2)
    c.solid(box(23, 78, 65, 6, 2), darker(tone, 0.55), depth=1.6)
    c.fill(box(23, 76, 24, 8, 1), darker(tone, 0.55))
    c.solid(box(25, 17, 32, 8, 3), lighter(tone, 0.4), depth=2)
    for y in (33, 41, 49, 57):
        c.line([(44, y), (57 + (y - 33) * 0.1, y - 2)], (240, 218, 170), 1.6)
        c.dot(44, y, 1.2, GOLD)


@motif("sandal", "Sandale", "sand")
def sandal(c: Canvas, tone: Colour) -> None:
    sole = curve([(14, 70), (22, 65), (50, 68), (78, 65), (87, 71), (78, 78), (22, 79)])
    bed = curve([(16, 69), (24, 65), (50, 67.4), (76, 65), (84, 69), (50, 73)])
    front = curve([(56, 70), (60, 56), (70, 54), (78, 68), (70, 64), (63, 65)])
    back = curve([(22, 68), (28, 52), (37, 51), (44, 69), (37, 60), (30, 60)])
    for dx, dy in ((10, -14), (-4, 2)):
        c.shadow(50 + dx, 80 + dy * 0.6, 34, 3.6)
        c.solid(moved(sole, dx, dy), WOOD, depth=3)
        c.fill(moved(bed, dx, dy), lighter(WOOD, 0.35))
        for strap in (front, back):
            c.solid(moved(strap, dx, dy), darker(tone, 0.1), depth=1.6)
        c.fill(box(63 + dx, 57 + dy, 5, 4, 1), GOLD)
