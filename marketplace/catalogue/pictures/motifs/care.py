"""Soap, creams, scent and health."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_LEAF,
    GOLD,
    LEAF,
    STEEL,
    TONES,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)


@motif("soap", "Seife", "pink")
def soap(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 36, 5)
    c.solid(box(14, 72, 72, 9, 4), WOOD, depth=2)
    for x in range(22, 84, 9):
        c.fill(box(x, 72, 1.4, 9), darker(WOOD, 0.2))
    c.solid(box(20, 52, 50, 21, 6), tone, depth=4)
    c.solid(turned(box(30, 36, 48, 19, 6), -5, (54, 46)), lighter(tone, 0.45), depth=4)
    c.line(turned([*box(36, 40, 36, 11, 4), (38, 40)], -5, (54, 46)), darker(lighter(tone, 0.45), 0.12), 0.9)
    for x, y, r in ((20, 40, 5), (14, 28, 3.4), (25, 24, 2.4), (80, 28, 3.6), (86, 40, 2.6)):
        c.fill(oval(x, y, r), WHITE, 0.75)
        c.fill(oval(x - r * 0.3, y - r * 0.3, r * 0.3), WHITE)
    for x, a in ((62, -30), (70, 10)):
        c.solid(turned(oval(x, 70, 6, 2), a, (x, 70)), LEAF, depth=0.8)


@motif("cream", "Creme", "lime")
def cream(c: Canvas, tone: Colour) -> None:
    c.shadow(44, 84, 30, 5)
    c.solid(box(14, 56, 56, 28, 6), WHITE, depth=4)
    c.fill(box(14, 63, 56, 13), lighter(tone, 0.25))
    c.line([(26, 69.5), (56, 69.5)], WHITE, 1.8)
    c.solid(oval(42, 56, 28, 6), darker(WHITE, 0.08), depth=1)
    swirl = curve([(20, 55), (26, 48), (36, 50), (42, 38), (50, 48), (60, 48), (64, 55), (42, 60)])
    c.solid(swirl, (253, 246, 234), depth=3)
    c.line(curve([(30, 54), (40, 50), (50, 52), (44, 46)], closed=False), (226, 212, 190), 1)
    c.solid(turned(box(68, 46, 12, 38, 5), 14, (74, 65)), darker(tone, 0.16), depth=3)
    for a in (-60, -20, 20):
        c.solid(turned(curve([(82, 34), (78, 26), (82, 16), (86, 26)]), a, (82, 36)), LEAF, depth=1.2)


@motif("shampoo", "Flasche mit Pumpe", "teal")
def shampoo(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 22, 4.4)
    c.line(curve([(50, 26), (50, 18), (34, 18), (31, 22)], closed=False), WHITE, 4.4)
    c.solid(box(47.4, 20, 5.2, 14, 1), WHITE, depth=1)
    c.solid(box(41, 32, 18, 7, 2), WHITE, depth=1.6)
    c.solid(box(30, 38, 40, 46, 7), tone, depth=5)
    c.fill(box(36, 48, 28, 26, 2), CREAM)
    for a in (-35, 0, 35):
        c.fill(turned(curve([(50, 69), (47, 62), (50, 53), (53, 62)]), a, (50, 68)), DARK_LEAF if a else LEAF)
    c.fill(box(33, 44, 2.2, 32, 1), WHITE, 0.45)


@motif("perfume", "Duft", "rose")
def perfume(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 24, 4.6)
    c.solid(box(28, 42, 44, 42, 6), lighter(tone, 0.5), depth=5)
    c.fill(box(33, 52, 34, 27, 3), tone)
    c.fill(box(31, 46, 3, 32, 1.5), WHITE, 0.7)
    c.solid(box(42, 34, 16, 9, 1.5), GOLD, depth=1.6)
    c.solid(box(40, 20, 20, 15, 3), lighter(GOLD, 0.3), depth=2.4)
    c.fill(box(41, 60, 18, 11, 1), CREAM)
    for k in range(5):
        c.fill(turned(oval(53.2, 65.5, 2.6, 1.7), k * 72, (50, 65.5)), tone)
    for x, y, r in ((72, 22, 1.6), (78, 16, 1.2), (80, 26, 2), (86, 20, 1.4), (74, 30, 1)):
        c.fill(oval(x, y, r), WHITE, 0.9)


@motif("brushcare", "Bürste und Kamm", "sand")
def brushcare(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 34, 4.4)
    about = (44, 50)
    c.solid(turned(box(40, 52, 9, 36, 4), 30, about), WOOD, depth=2)
    c.solid(turned(oval(44, 34, 15, 23), 30, about), WOOD, depth=3.4)
    c.solid(turned(oval(44, 34, 11, 18), 30, about), darker(tone, 0.1), depth=2)
    for row in range(6):
        for col in range(-1, 2):
            ((px, py),) = turned([(44 + col * 6 + (row % 2) * 3 - 1.5, 21 + row * 5.4)], 30, about)
            c.dot(px, py, 1.1, darker(WOOD, 0.45))
    comb = turned([(60, 30), (68, 30), (68, 80), (60, 80)], 16, (64, 55))
    c.solid(comb, mix(tone, TONES["copper"], 0.5), depth=2)
    for k in range(12):
        c.line(turned([(68, 33 + k * 4), (79, 33 + k * 4)], 16, (64, 55)), mix(tone, TONES["copper"], 0.5), 1.6)


@motif("makeup", "Lippenstift und Schminke", "red")
def makeup(c: Canvas, tone: Colour) -> None:
    c.shadow(38, 84, 15, 3.6)
    c.solid(box(28, 54, 20, 30, 2), (70, 62, 70), depth=3)
    c.solid(box(30, 42, 16, 13, 1), GOLD, depth=2)
    c.solid([(32, 42), (32, 28), (36, 20), (44, 24), (44, 42)], tone, depth=2.4, light=0.4)
    c.shadow(70, 82, 19, 3.6)
    c.solid(oval(70, 74, 19, 8), (70, 62, 70), depth=2)
    c.fill(oval(70, 72.6, 16, 6), (244, 206, 178))
    c.solid(oval(70, 46, 19, 18), (70, 62, 70), depth=2.4)
    c.fill(oval(70, 46, 15.4, 14.6), (206, 224, 228))
    c.fill(turned(box(64, 36, 4, 22), 30, (70, 46)), WHITE, 0.6)


@motif("toothbrush", "Zahnpflege", "sky")
def toothbrush(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 22, 4.4)
    for a, colour in ((-12, WOOD), (13, mix(tone, TONES["teal"], 0.5))):
        about = (50, 76)
        c.line(turned([(50, 26), (50, 70)], a, about), colour, 3.6)
        c.solid(turned(box(47.6, 12, 5.4, 16, 2), a, about), colour, depth=1)
        c.solid(turned(box(53, 13, 6, 14, 1), a, about), WHITE, depth=1)
    c.solid(curve(symmetric([(34, 46), (33, 66), (36, 80), (42, 84)]), steps=6), lighter(tone, 0.25), depth=5)
    c.fill(oval(50, 46.4, 16, 3.4), darker(tone, 0.3))
    c.line([(35, 62), (65, 62)], WHITE, 2)


@motif("salts", "Badezusatz", "violet")
def salts(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 26, 5)
    jar = curve(symmetric([(36, 36), (28, 44), (27, 60), (28, 78), (34, 84)]), steps=6)
    c.fill(jar, (220, 232, 232))
    c.clipped(jar, [box(10, 50, 80, 50)], lighter(tone, 0.3))
    c.clipped(
        jar,
        [
            turned(box(28 + i * 13 % 44, 51 + i * 7 % 32, 2.6, 2.6), i * 30, (29 + i * 13 % 44, 52 + i * 7 % 32))
            for i in range(30)
        ],
        WHITE,
        0.8,
    )
    c.crescent(jar, (62, 48, 42), 0.14, -4, -5)
    c.fill(box(32, 44, 3, 34, 1.5), WHITE, 0.6)
    c.solid(box(36, 27, 28, 10, 3), WOOD, depth=2)
    for x, top in ((44, 8), (50, 4), (56, 8)):
        c.line([(50, 40), (x, top + 8)], DARK_LEAF, 1)
        for k in range(4):
            c.fill(oval(x + (k % 2) * 1.6 - 0.8, top + 2 + k * 3, 1.7, 1.4), tone)
    c.line([(36, 41), (64, 41)], WOOD, 1.6)


@motif("firstaid", "Gesundheit", "red")
def firstaid(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 34, 5)
    c.line(curve([(38, 36), (40, 26), (60, 26), (62, 36)], closed=False), darker(tone, 0.3), 4)
    c.solid(box(16, 36, 68, 48, 7), tone, depth=5)
    c.solid(oval(50, 60, 16), WHITE, depth=2)
    c.fill(box(46.4, 49, 7.2, 22, 1), tone)
    c.fill(box(39, 56.4, 22, 7.2, 1), tone)
    for x in (26, 70):
        c.fill(box(x, 34, 5, 6, 1), STEEL)


@motif("teabag", "Wärmflasche", "rose")
def teabag(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 26, 4.6)
    c.solid(box(43, 12, 14, 9, 2), darker(tone, 0.4), depth=2)
    c.solid([(44, 20), (56, 20), (58, 32), (42, 32)], darker(tone, 0.1), depth=2)
    body = curve(symmetric([(42, 30), (30, 34), (27, 48), (26, 72), (32, 83)]), steps=6)
    c.solid(body, tone, depth=6)
    c.clipped(body, [turned(box(10, y, 80, 1.4), 0) for y in range(36, 84, 6)], lighter(tone, 0.3))
    c.solid(curve([(50, 50), (42, 42), (36, 50), (50, 66), (64, 50), (58, 42)]), CREAM, depth=2)
