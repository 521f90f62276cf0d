"""Tools, ironmongery, paint and electrical goods."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_STEEL,
    DARK_WOOD,
    GOLD,
    INK,
    STEEL,
    TONES,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)


@motif("hammer", "Hammer", "red")
def hammer(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 32, 4)
    about = (50, 50)
    c.solid(turned(box(46, 30, 8, 58, 3), 36, about), WOOD, depth=2)
    c.solid(turned(box(45.4, 62, 9.2, 26, 4), 36, about), tone, depth=2)
    head = [(30, 18), (58, 18), (64, 22), (72, 30), (64, 30), (58, 34), (30, 34)]
    c.solid(turned(head, 36, about), DARK_STEEL, depth=3)
    c.solid(turned(box(27, 16, 8, 20, 2), 36, about), STEEL, depth=2)


@motif("screwdriver", "Schraubendreher", "orange")
def screwdriver(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 34, 4)
    for a, dx, colour in ((-40, -4, darker(tone, 0.25)), (38, 4, tone)):
        about = (50 + dx, 52)
        x = about[0]
        c.solid(turned(box(x - 1.8, 8, 3.6, 42, 1), a, about), STEEL, depth=1)
        c.fill(turned([(x - 3, 6), (x + 3, 6), (x + 1.8, 13), (x - 1.8, 13)], a, about), DARK_STEEL)
        c.solid(
            turned(
                curve(
                    [
                        (x - 4, 48),
                        (x + 4, 48),
                        (x + 7, 56),
                        (x + 6, 66),
                        (x + 7, 84),
                        (x, 88),
                        (x - 7, 84),
                        (x - 6, 66),
                        (x - 7, 56),
                    ]
                ),
                a,
                about,
            ),
            colour,
            depth=3,
        )
        for k in (-2.6, 2.6):
            c.line(turned([(x + k, 60), (x + k, 82)], a, about), darker(colour, 0.25), 1.1)


@motif("pliers", "Zange und Schlüssel", "red")
def pliers(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 30, 4)
    for side in (-1, 1):
        jaw = curve(
            [(50 + side * 1, 14), (50 + side * 7, 20), (50 + side * 8, 36), (50 + side * 2, 46), (50 + side * 0.6, 36)]
        )
        c.solid(jaw, STEEL, depth=2)
        grip = curve(
            [
                (50 - side * 1, 42),
                (50 + side * 8, 46),
                (50 + side * 17, 62),
                (50 + side * 17, 84),
                (50 + side * 10, 84),
                (50 + side * 10, 64),
                (50 + side * 2, 54),
            ]
        )
        c.solid(grip, tone, depth=2.6)
    c.solid(oval(50, 45, 7), DARK_STEEL, depth=2)
    c.dot(50, 45, 2.4, STEEL)


@motif("saw", "Säge", "orange")
def saw(c: Canvas, tone: Colour) -> None:
    c.shadow(52, 80, 40, 4)
    blade = [
        (32, 40),
        (94, 50),
        (94, 58),
        *((x, 66 - (x - 32) * 0.13 + (2.4 if i % 2 else 0)) for i, x in enumerate(range(92, 32, -3))),
        (32, 66),
    ]
    c.solid(turned(blade, -8), STEEL, depth=2)
    c.line(turned([(36, 44), (90, 52)], -8), lighter(STEEL, 0.5), 1)
    handle = turned(curve([(8, 44), (18, 36), (36, 38), (40, 54), (36, 70), (20, 72), (9, 64)]), -8)
    c.solid(handle, tone, depth=4)
    c.fill(turned(curve([(17, 50), (25, 46), (30, 54), (26, 63), (18, 62)]), -8), darker(tone, 0.55))
    for y in (44, 64):
        ((px, py),) = turned([(35, y)], -8)
        c.dot(px, py, 1.5, GOLD)


@motif("drill", "Bohrmaschine", "teal")
def drill(c: Canvas, tone: Colour) -> None:
    c.shadow(46, 84, 30, 4.4)
    c.line([(76, 39), (95, 39)], STEEL, 2)
    c.solid([(66, 32), (78, 35), (78, 43), (66, 46)], DARK_STEEL, depth=1.6)
    c.solid(box(18, 26, 50, 26, 8), tone, depth=4)
    c.solid([(30, 50), (48, 50), (42, 76), (26, 76)], darker(tone, 0.14), depth=3)
    c.solid(box(18, 73, 34, 11, 3), INK, depth=2)
    c.solid(box(46, 51, 6, 10, 3), (206, 80, 66), depth=1.2)
    for x in (25, 30, 35):
        c.line([(x, 32), (x, 45)], darker(tone, 0.35), 1.4)
    c.line([(44, 39), (60, 39)], CREAM, 2)


@motif("screws", "Schrauben und Kleinteile", "silver")
def screws(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 38, 5)
    c.solid([(12, 52), (88, 52), (92, 80), (8, 80)], (196, 92, 66), depth=3)
    c.solid([(18, 36), (82, 36), (88, 54), (12, 54)], darker(CREAM, 0.1), depth=2)
    for x in (38, 62):
        c.line([(x - (50 - x) * -0.1, 36), (x + (x - 50) * 0.16, 54)], (150, 130, 110), 1)
    for i in range(14):
        x, y = 20 + i * 11 % 60, 40 + i * 5 % 11
        a = i * 43
        c.line(turned([(x - 3.6, y), (x + 3.6, y)], a, (x, y)), tone if i % 2 else GOLD, 1.5)
        ((px, py),) = turned([(x - 3.8, y)], a, (x, y))
        c.dot(px, py, 1.8, darker(tone, 0.2) if i % 2 else darker(GOLD, 0.2))
    c.fill(box(32, 60, 36, 13, 1.5), CREAM)
    c.line([(38, 66.5), (62, 66.5)], INK, 1.6)


@motif("paintcan", "Farbe", "sky")
def paintcan(c: Canvas, tone: Colour) -> None:
    c.shadow(46, 84, 28, 5)
    c.line(curve([(22, 40), (24, 16), (46, 8), (68, 16), (70, 40)], closed=False), DARK_STEEL, 1.6)
    side = [(21, 38), *oval(46, 76, 25, 7.4, 180, 0), (71, 38)]
    c.solid(side, STEEL, depth=5)
    c.clipped(side, [box(10, 50, 80, 22)], WHITE)
    c.clipped(side, [box(10, 53, 80, 5)], tone)
    c.solid(oval(46, 38, 25, 7.4), darker(STEEL, 0.1), depth=1)
    c.fill(oval(46, 38, 21.6, 5.8), tone)
    c.fill(curve([(27, 39), (32, 42), (36, 56), (39, 43), (46, 44), (49, 52), (52, 43), (40, 36)]), tone)
    c.line(turned([(80, 36), (80, 62)], 18, (80, 60)), WOOD, 4)
    c.solid(turned(box(73, 58, 14, 7, 1.5), 18, (80, 60)), STEEL, depth=1.2)
    c.solid(turned([(73.4, 65), (86.6, 65), (85, 82), (80, 85), (75, 82)], 18, (80, 60)), tone, depth=2)


@motif("toolbox", "Werkzeugkoffer", "red")
def toolbox(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 40, 5)
    c.line(curve([(34, 42), (36, 26), (64, 26), (66, 42)], closed=False), DARK_STEEL, 4.4)
    c.solid(box(12, 40, 76, 16, 3), lighter(tone, 0.1), depth=3)
    c.solid(box(14, 54, 72, 30, 3), tone, depth=4)
    c.line([(14, 56), (86, 56)], darker(tone, 0.4), 1.2)
    for x in (28, 66):
        c.solid(box(x, 50, 7, 12, 1.5), STEEL, depth=1.4)
    c.fill(box(40, 66, 20, 9, 1.5), CREAM)


@motif("ladder", "Leiter", "gold")
def ladder(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 30, 3.6)
    for a, b in (((44, 12), (24, 86)), ((56, 12), (76, 86))):
        c.line([a, b], darker(tone, 0.22) if a[0] > 50 else tone, 4)
    for k in range(5):
        y = 24 + k * 13
        half = 6 + (y - 12) * 0.27
        c.line([(50 - half, y), (50 + half, y)], lighter(tone, 0.25), 3.4)
    c.solid(box(39, 9, 22, 6, 2), INK, depth=1.2)


@motif("key", "Schlüssel und Beschläge", "gold")
def key(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 80, 32, 4)
    for a, colour in ((28, darker(tone, 0.25)), (-20, tone)):
        about = (34, 46)
        c.line(turned([(44, 46), (84, 46)], a, about), colour, 4.4)
        for x, length in ((68, 9), (75, 12), (82, 8)):
            c.line(turned([(x, 46), (x, 46 + length)], a, about), colour, 3.4)
        c.line(oval(*about, 13), colour, 6)
        c.line(oval(about[0] - 0.6, about[1] - 0.8, 13, 13, 190, 290), lighter(colour, 0.5), 1.2)


@motif("cable", "Kabel und Ladegerät", "black")
def cable(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 32, 4.4)
    for r in (26, 21.5, 17):
        c.line(oval(46, 52, r, r * 0.9), tone, 3.4)
        c.line(oval(45.6, 51.4, r, r * 0.9, 190, 280), lighter(tone, 0.4), 0.8)
    c.line(curve([(46, 76), (62, 80), (74, 74)], closed=False), tone, 3.4)
    c.solid(turned(box(72, 64, 18, 15, 4), -20, (81, 71)), tone, depth=2.4)
    for y in (68, 74):
        c.line(turned([(90, y), (96, y)], -20, (81, 71)), STEEL, 1.8)
    c.solid(box(42, 22, 8, 26, 2), TONES["red"], depth=1.4)


@motif("radio", "Radio und Lautsprecher", "copper")
def radio(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 38, 5)
    c.line([(72, 34), (86, 8)], STEEL, 1.6)
    c.line(curve([(28, 34), (32, 24), (68, 24), (72, 34)], closed=False), DARK_WOOD, 3)
    c.solid(box(12, 34, 76, 50, 7), tone, depth=5)
    c.solid(oval(34, 60, 17), CREAM, depth=2)
    for r in (13, 9, 5):
        c.line(oval(34, 60, r), darker(CREAM, 0.3), 1)
    c.solid(box(56, 44, 26, 13, 2), (236, 226, 196), depth=1.4)
    for x in range(59, 81, 4):
        c.line([(x, 47), (x, 51)], INK, 0.7)
    c.line([(66, 45.6), (66, 55.6)], (196, 70, 58), 1.2)
    for x in (62, 76):
        c.solid(oval(x, 71, 6), DARK_WOOD, depth=1.6)
        c.line([(x, 71), (x + 2.4, 67)], GOLD, 1)


@motif("headphones", "Kopfhörer", "navy")
def headphones(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 32, 4)
    c.line(oval(50, 52, 31, 36, 180, 360), darker(tone, 0.15), 6.4)
    c.line(oval(49.6, 51, 31, 36, 200, 300), lighter(tone, 0.4), 1.3)
    for side in (-1, 1):
        x = 50 + side * 31
        c.solid(box(x - 8 + side * 2, 48, 16, 32, 8), tone, depth=3.4)
        c.solid(box(x - 6 - side * 6, 50, 11, 28, 5), CREAM, depth=2)


@motif("phone", "Telefon und Zubehör", "black")
def phone(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 22, 4)
    c.solid(box(31, 14, 38, 70, 6), tone, depth=3)
    c.fill(box(34, 20, 32, 56, 2), (196, 220, 226))
    c.clipped(
        box(34, 20, 32, 56, 2), [curve([(30, 66), (42, 54), (54, 62), (70, 50), (70, 80), (30, 80)])], TONES["teal"]
    )
    c.dot(50, 80, 2, lighter(tone, 0.3))
    for row in range(2):
        for col in range(3):
            c.solid(
                box(38 + col * 9, 26 + row * 10, 6.4, 6.4, 2),
                (TONES["orange"], TONES["rose"], TONES["yellow"], TONES["green"], TONES["violet"], TONES["blue"])[
                    row * 3 + col
                ],
                depth=1,
            )
    c.line([(44, 17.2), (56, 17.2)], lighter(tone, 0.3), 1)


@motif("kettle", "Kleingerät für die Küche", "red")
def kettle(c: Canvas, tone: Colour) -> None:
    c.shadow(48, 84, 30, 5)
    c.line(curve([(66, 34), (84, 34), (86, 62), (72, 72)], closed=False), INK, 5.4)
    c.solid(curve([(30, 34), (48, 28), (66, 34), (72, 60), (74, 78), (22, 78), (24, 60)], steps=6), tone, depth=6)
    c.solid(curve([(30, 38), (18, 34), (14, 40), (26, 52)]), darker(tone, 0.12), depth=2)
    c.solid(box(20, 77, 56, 7, 3), INK, depth=1.6)
    c.solid(oval(48, 27, 5, 4), INK, depth=1.4)
    c.fill(box(33, 46, 3.2, 24, 1.6), WHITE, 0.45)
    for x in (10, 16):
        c.line(curve([(x, 28), (x + 3, 22), (x, 16), (x + 3, 10)], closed=False), WHITE, 1.6, alpha=0.75)


@motif("battery", "Batterien", "gold")
def battery(c: Canvas, tone: Colour) -> None:
    for x, colour in ((32, TONES["navy"]), (50, TONES["navy"]), (68, TONES["navy"])):
        c.shadow(x, 83, 10, 3)
        c.solid(box(x - 3, 24, 6, 6, 1), STEEL, depth=1)
        c.solid(box(x - 8, 29, 16, 54, 2.4), colour, depth=3)
        c.solid(box(x - 8, 29, 16, 17, 2.4), mix(tone, GOLD, 0.5), depth=2)
        c.line([(x - 3, 38), (x + 3, 38)], INK, 1.4)
        c.line([(x, 35), (x, 41)], INK, 1.4)
        c.fill([(x + 2, 52), (x - 4, 66), (x, 66), (x - 2, 76), (x + 4, 62), (x, 62)], GOLD)


@motif("torch", "Taschenlampe", "yellow")
def torch(c: Canvas, tone: Colour) -> None:
    c.shadow(40, 82, 28, 4)
    about = (40, 60)
    c.fill(turned([(60, 48), (104, 24), (104, 96), (60, 72)], -14, about), (255, 240, 180), 0.5)
    c.solid(turned(box(10, 53, 36, 14, 3), -14, about), tone, depth=2.6)
    for x in (16, 20, 24, 28):
        c.line(turned([(x, 54), (x, 66)], -14, about), darker(tone, 0.25), 1.2)
    c.solid(turned([(44, 53), (60, 46), (60, 74), (44, 67)], -14, about), darker(tone, 0.2), depth=2.4)
    c.solid(turned(oval(60, 60, 4, 14), -14, about), (255, 246, 206), depth=1)
    c.solid(turned(box(34, 50, 6, 4, 1.5), -14, about), (196, 70, 58), depth=0.8)


@motif("rope", "Seil und Garn", "sand")
def rope(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 5)
    for y, r in ((74, 30), (65, 29), (56, 28), (47, 27)):
        c.line(oval(50, y, r, r * 0.32), darker(tone, 0.2), 8.6)
        c.line(oval(50, y - 0.6, r, r * 0.32), tone, 6.6)
        for k in range(16):
            (x, yy) = oval(50, y, r, r * 0.32)[k * 5]
            c.line([(x - 1.6, yy + 2.2), (x + 1.6, yy - 2.6)], darker(tone, 0.25), 0.9)
    c.line(curve([(76, 46), (84, 34), (78, 22), (88, 14)], closed=False), darker(tone, 0.1), 6)
