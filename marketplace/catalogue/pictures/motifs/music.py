"""Music and needlework."""

from functools import partial

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
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


@motif("guitar", "Gitarre", "copper")
def guitar(c: Canvas, tone: Colour) -> None:
    c.shadow(48, 86, 22, 3.6)
    about = (46, 64)
    c.line(turned([(46, 8), (46, 44)], 22, about), DARK_WOOD, 5)
    c.solid(turned(box(42, 0, 8, 12, 1.5), 22, about), darker(DARK_WOOD, 0.2), depth=1.4)
    body = turned(
        curve(
            [
                (46, 38),
                (58, 42),
                (60, 52),
                (56, 58),
                (64, 68),
                (62, 82),
                (46, 88),
                (30, 82),
                (28, 68),
                (36, 58),
                (32, 52),
                (34, 42),
            ]
        ),
        22,
        about,
    )
    c.solid(body, tone, depth=5)
    c.fill(turned(oval(46, 60, 7), 22, about), darker(tone, 0.6))
    c.line(turned(oval(46, 60, 8.6), 22, about), CREAM, 0.9)
    c.solid(turned(box(38, 74, 16, 3.4, 1), 22, about), DARK_WOOD, depth=0.8)
    for dx in (-1.6, -0.5, 0.6, 1.7):
        c.line(turned([(46 + dx, 2), (46 + dx, 75)], 22, about), (238, 228, 206), 0.4)


@motif("flute", "Blasinstrument", "sand")
def flute(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 76, 38, 4)
    for y, a, colour in ((58, -24, tone), (66, -8, darker(tone, 0.3))):
        stick = turned(box(12, y - 4, 76, 8, 4), a, (50, y))
        c.solid(stick, colour, depth=2.4)
        for x in (24, 64):
            c.fill(turned(box(x, y - 4.6, 3, 9.2, 1), a, (50, y)), CREAM)
        for x in (34, 40, 46, 52, 58, 72):
            ((px, py),) = turned([(x, y - 0.8)], a, (50, y))
            c.dot(px, py, 1.4, darker(colour, 0.55))
    for x, y in ((70, 24), (82, 32)):
        c.line([(x, y), (x, y - 12)], INK, 1.3)
        c.fill(turned(oval(x - 2, y, 3, 2.2), -18, (x, y)), INK)
    c.line([(70, 12), (82, 20)], INK, 2)


@motif("drum", "Trommel", "red")
def drum(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 30, 5)
    side = [(20, 46), *oval(50, 76, 30, 9, 180, 0), (80, 46)]
    c.solid(side, tone, depth=6)
    for i in range(6):
        x = 20 + i * 10
        c.line(
            [
                (x, 50 + 5 * (1 - abs(x - 50) / 30)),
                (x + 5, 76 + 7 * (1 - abs(x + 5 - 50) / 30)),
                (x + 10, 50 + 5 * (1 - abs(x + 10 - 50) / 30)),
            ],
            CREAM,
            1,
        )
    c.solid(oval(50, 46, 31, 9.6), GOLD, depth=1.6)
    c.fill(oval(50, 45.4, 28.6, 8), WHITE)
    for a, x in ((-38, 42), (34, 60)):
        c.line(turned([(x, 10), (x, 42)], a, (x, 42)), WOOD, 2.6)
        ((px, py),) = turned([(x, 42)], a, (x, 42))
        c.dot(px, py, 3.2, darker(WOOD, 0.2))


@motif("record", "Schallplatte", "black")
def record(c: Canvas, tone: Colour) -> None:
    c.shadow(52, 84, 32, 4.4)
    c.solid(oval(64, 52, 29), tone, depth=3)
    for r in (25, 21, 17):
        c.line(oval(64, 52, r), lighter(tone, 0.2), 0.5)
    c.solid(oval(64, 52, 10), (206, 90, 70), depth=1.4)
    c.dot(64, 52, 1.6, CREAM)
    c.solid(box(12, 22, 52, 60, 1.5), (226, 178, 96), depth=4)
    c.fill(oval(38, 54, 17), (196, 84, 66))
    c.fill(oval(38, 54, 11), (244, 222, 180))
    c.fill(oval(38, 54, 5), (74, 112, 130))
    c.line([(19, 30), (50, 30)], DARK_WOOD, 2.4)


@motif("yarn", "Wolle", "rose")
def yarn(c: Canvas, tone: Colour) -> None:
    for x, y, r, colour in ((66, 48, 20, lighter(tone, 0.45)), (36, 58, 25, tone)):
        c.shadow(x, y + r * 0.98, r * 0.9, 3.6)
        shape = oval(x, y, r)
        c.solid(shape, colour, depth=5)
        for k in (-0.6, -0.3, 0, 0.3, 0.6):
            across = curve([(x - r, y + r * k - 4), (x, y + r * (k - 0.35)), (x + r, y + r * k + 6)], closed=False)
            down = curve([(x + r * k - 8, y - r), (x + r * (k + 0.3), y), (x + r * k - 2, y + r)], closed=False)
            c.inside(shape, partial(Canvas.line, path=across, colour=darker(colour, 0.2), width=0.9))
            c.inside(shape, partial(Canvas.line, path=down, colour=lighter(colour, 0.35), width=0.9))
    c.line(curve([(58, 72), (68, 84), (80, 78), (90, 84)], closed=False), tone, 1.8)
    for a in (34, 52):
        c.line(turned([(36, 8), (36, 62)], a, (40, 56)), WOOD, 1.9)
        ((px, py),) = turned([(36, 8)], a, (40, 56))
        c.dot(px, py, 2.6, (196, 70, 58))


@motif("fabric", "Stoff", "teal")
def fabric(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 38, 4.6)
    for y, colour, dotted in (
        (66, tone, True),
        (49, lighter(tone, 0.5), False),
        (32, mix(tone, (222, 150, 96), 0.8), True),
    ):
        roll = box(12, y, 70, 17, 8)
        c.solid(roll, colour, depth=3.4)
        marks = (
            [oval(x + (yy % 2) * 4, y + 3 + yy * 5, 1.3) for x in range(14, 80, 8) for yy in range(3)]
            if dotted
            else [box(x, y, 2, 20) for x in range(16, 80, 7)]
        )
        c.clipped(roll, marks, WHITE if dotted else tone, 0.7)
        c.solid(oval(82, y + 8.5, 7, 8.5), darker(colour, 0.16), depth=1.4)
        c.line(oval(82, y + 8.5, 3.6, 4.6), lighter(colour, 0.4), 0.8)
        c.dot(82, y + 8.5, 1.8, WOOD)


@motif("thread", "Nähzubehör", "violet")
def thread(c: Canvas, tone: Colour) -> None:
    for x, colour, top in ((26, tone, 44), (50, TONES["yellow"], 36), (74, TONES["teal"], 46)):
        c.shadow(x, 83, 13, 3.4)
        c.solid(box(x - 11, top, 22, 6, 2), WOOD, depth=1.4)
        c.solid(box(x - 8, top + 6, 16, 70 - top, 1), colour, depth=3)
        for y in range(top + 8, 76, 3):
            c.line([(x - 7.6, y + 1), (x + 7.6, y - 0.4)], darker(colour, 0.18), 0.6)
        c.solid(box(x - 11, 76, 22, 6, 2), WOOD, depth=1.4)
    c.line(turned([(58, 10), (58, 40)], 58, (58, 30)), STEEL, 1.4)
    c.line(curve([(44, 22), (30, 16), (22, 26), (30, 42)], closed=False), tone, 0.9)
    for x, y in ((84, 30), (76, 22)):
        c.solid(oval(x, y, 4), (206, 90, 78), depth=1)
        for dx in (-1.2, 1.2):
            c.dot(x + dx, y, 0.6, INK)


@motif("craft", "Holzkunst", "sand")
def craft(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 36, 4.4)
    wood = mix(tone, WOOD, 0.4)
    c.solid(box(12, 80, 76, 4.6, 2), darker(wood, 0.2), depth=1)
    c.line(oval(50, 80, 36, 56, 180, 360), wood, 4)
    c.line(oval(50, 79, 36, 56, 180, 360), lighter(wood, 0.3), 1)
    for x, h in ((30, 34), (70, 28), (22, 20), (79, 18)):
        for k in range(3):
            y = 80 - h * (0.3 + k * 0.27)
            c.fill(
                [(x, y - h * 0.34), (x + h * 0.22 * (1.3 - k * 0.3), y), (x - h * 0.22 * (1.3 - k * 0.3), y)],
                TONES["forest"],
            )
        c.fill(box(x - 1, 76, 2, 4), DARK_WOOD)
    c.solid([(40, 60), (50, 48), (60, 60)], (186, 76, 62), depth=1.4)
    c.solid(box(42, 60, 16, 20), CREAM, depth=1.6)
    c.fill(box(47.4, 69, 5.2, 11), DARK_WOOD)
    for x in (44, 53):
        c.fill(box(x, 63, 3.4, 4), GOLD)
    for k in range(-2, 3):
        x = 50 + k * 15
        y = 80 - 56 * (1 - ((x - 50) / 36) ** 2) ** 0.5
        c.fill(box(x - 1, y - 7, 2, 6), WHITE)
        c.fill(curve([(x, y - 12), (x + 1.6, y - 8.6), (x, y - 7), (x - 1.6, y - 8.6)]), (246, 180, 72))
