"""Bottles, cans, coffee and tea."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_LEAF,
    DARK_WOOD,
    GOLD,
    LEAF,
    STEEL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)


@motif("wine", "Weinflasche", "wine")
def wine(c: Canvas, tone: Colour) -> None:
    c.shadow(46, 83, 17, 4)
    glass = mix(tone, (46, 62, 50), 0.45) if sum(tone) < 500 else mix(tone, (170, 180, 110), 0.4)
    bottle = curve(
        symmetric([(38.6, 12), (38.6, 28), (37, 36), (31, 44), (29.5, 54), (29.5, 79), (32, 83), (40, 84)], 44)
    )
    c.solid(bottle, glass, depth=4, shade=0.24)
    c.fill(box(32.4, 48, 2.2, 30, 1.1), WHITE, 0.4)
    c.solid(box(38.6, 9, 10.8, 16, 1.5), tone if sum(tone) < 500 else GOLD, depth=1.8)
    c.fill(box(30, 52, 28, 21, 1), CREAM)
    c.fill(box(30, 52, 28, 3, 0.5), tone)
    for row, count in enumerate((3, 2, 1)):
        for i in range(count):
            c.dot(44 + (i - (count - 1) / 2) * 3.6, 60 + row * 3.1, 1.9, tone if sum(tone) < 560 else (178, 188, 92))
    c.fill(turned(oval(46, 57.4, 2.8, 1.2), -20, (46, 57.4)), LEAF)
    c.shadow(72, 83, 9, 2.4)
    bowl = curve(symmetric([(62, 40), (61.4, 50), (65, 59), (70, 62)], 71))
    c.fill(bowl, WHITE, 0.45)
    c.fill(curve(symmetric([(61.6, 49), (62.4, 54), (66, 59.4), (70, 61.2)], 71)), tone)
    c.fill(box(70.2, 61, 1.8, 19), WHITE, 0.75)
    c.fill(oval(71, 81, 8, 1.8), WHITE, 0.8)
    c.fill(box(63.6, 43, 1.3, 9, 0.6), WHITE, 0.7)


@motif("sparkling", "Sektflasche", "forest")
def sparkling(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 19, 4)
    bottle = curve(symmetric([(44.6, 14), (44.4, 30), (42, 40), (34, 52), (32.4, 62), (32.4, 79), (35, 83), (44, 84)]))
    c.solid(bottle, tone, depth=4.4, shade=0.24)
    foil = curve(symmetric([(44, 10), (43.6, 20), (43.2, 30), (40, 41), (50, 44)]))
    c.solid(foil, GOLD, depth=2.6)
    for y in (22, 28, 34):
        c.line([(44, y), (56, y)], darker(GOLD, 0.25), 0.7)
    c.solid(turned(box(33, 57, 34, 19, 1), 0), CREAM, depth=1)
    c.line([(39, 63.5), (61, 63.5)], darker(GOLD, 0.2), 1.4)
    c.line([(43, 69), (57, 69)], tone, 1.1)
    c.fill(box(35.4, 50, 2, 6, 1), WHITE, 0.5)
    for x, y, r in ((76, 30, 2.2), (82, 42, 1.5), (74, 48, 1.2), (22, 36, 1.6), (18, 48, 2.1), (26, 24, 1.2)):
        c.fill(oval(x, y, r), WHITE, 0.9)


@motif("beer", "Bierflasche", "brown")
def beer(c: Canvas, tone: Colour) -> None:
    c.shadow(36, 83, 14, 3.4)
    bottle = curve(symmetric([(31, 20), (30.6, 36), (27, 44), (24, 52), (23.4, 79), (26, 83), (32, 84)], 36))
    c.solid(bottle, mix(tone, (112, 62, 34), 0.5), depth=3.6, shade=0.24)
    c.solid(box(30.2, 15, 11.6, 6, 1.6), GOLD, depth=1.4)
    c.fill(oval(36, 64, 11, 9), CREAM)
    c.fill(oval(36, 64, 8.4, 6.6), (190, 64, 54))
    c.line([(31, 64), (41, 64)], CREAM, 1.6)
    c.fill(box(26, 52, 2, 8, 1), WHITE, 0.4)
    c.shadow(68, 83, 16, 3.4)
    c.line(curve([(80, 56), (90, 56), (90, 74), (80, 76)], closed=False), (224, 230, 226), 3.6)
    mug = [(54, 44), (81, 44), (80, 83), (55, 83)]
    c.solid(mug, (236, 176, 66), depth=4)
    for x in (60, 66.5, 73):
        c.fill(box(x, 52, 2.6, 26, 1.3), WHITE, 0.35)
    foam = curve(
        [
            (52, 46),
            (53, 38),
            (59, 39),
            (63, 33),
            (69, 36),
            (75, 33),
            (79, 39),
            (84, 40),
            (82, 47),
            (75, 50),
            (66, 48),
            (58, 51),
        ]
    )
    c.solid(foam, WHITE, depth=2.4, shade=0.08)


@motif("spirits", "Spirituose", "gold")
def spirits(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 24, 4)
    bottle = curve(symmetric([(44.6, 22), (44.4, 33), (40, 38), (30, 42), (28, 50), (28, 78), (31, 83), (42, 84)]))
    c.solid(bottle, mix(tone, (214, 140, 62), 0.4), depth=5)
    c.fill(box(31, 48, 2.4, 28, 1.2), WHITE, 0.5)
    c.solid(box(43, 13, 14, 11, 2), DARK_WOOD, depth=2)
    c.fill(box(36, 50, 28, 25, 1), CREAM)
    c.fill(
        [(50, 54), (54, 61), (62, 62), (56, 67), (58, 73), (50, 70), (42, 73), (44, 67), (38, 62), (46, 61)],
        darker(tone, 0.15),
    )


@motif("juice", "Saftflasche", "orange")
def juice(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 20, 4)
    bottle = curve(symmetric([(43, 22), (42.6, 32), (36, 42), (33, 52), (33, 78), (36, 83), (44, 84)]))
    c.solid(bottle, tone, depth=4.6, shade=0.18)
    c.fill(box(36, 50, 2.4, 26, 1.2), WHITE, 0.45)
    c.solid(box(41.6, 13, 16.8, 10, 2), WHITE, depth=2)
    c.fill(oval(51, 63, 13, 11), WHITE)
    c.solid(oval(51, 65, 6.6, 6), darker(tone, 0.06), depth=1.6)
    c.line([(51, 60), (52.6, 56)], DARK_WOOD, 1.1)
    c.fill(turned(oval(55.6, 57.4, 3.6, 1.6), -16, (55.6, 57.4)), LEAF)


@motif("lemonade", "Limonade", "yellow")
def lemonade(c: Canvas, tone: Colour) -> None:
    c.shadow(40, 83, 15, 3.6)
    bottle = curve(symmetric([(35.4, 22), (35, 36), (30, 46), (27.6, 56), (27.6, 79), (30, 83), (36, 84)], 40))
    c.solid(bottle, mix(tone, WHITE, 0.18), depth=3.6)
    c.solid(box(34.4, 17, 11.2, 6, 1.6), STEEL, depth=1.4)
    c.fill(box(28, 58, 24, 15, 0.5), WHITE)
    c.fill([(28, 68), (52, 60), (52, 73), (28, 73)], darker(tone, 0.1))
    c.shadow(69, 83, 13, 3)
    glass = [(57, 46), (81, 46), (78, 83), (60, 83)]
    c.fill(glass, WHITE, 0.5)
    c.solid([(57.6, 52), (80.4, 52), (78, 81.6), (60, 81.6)], lighter(tone, 0.12), depth=2.6)
    c.solid(oval(80, 45, 8), (246, 222, 96), depth=1.4)
    c.fill(oval(80, 45, 6), (252, 240, 170))
    c.line([(66, 78), (74, 32)], (206, 76, 66), 1.9)
    for x, y in ((63, 60), (72, 66), (66, 72)):
        c.fill(turned(box(x, y, 6, 6, 1), 18, (x, y)), WHITE, 0.45)


@motif("water", "Kasten Flaschen", "blue")
def water(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 38, 5)
    for x in (24, 41, 59, 76):
        bottle = curve(symmetric([(x - 3, 26), (x - 3.4, 36), (x - 7, 46), (x - 7, 64)], x))
        c.solid(bottle, mix((150, 190, 176), tone, 0.2), depth=2.6)
        c.solid(box(x - 4, 20, 8, 7, 1.4), lighter(tone, 0.3), depth=1.2)
        c.fill(box(x - 6, 48, 12, 10), WHITE)
    c.solid(box(12, 56, 76, 27, 3), tone, depth=4)
    c.fill(box(40, 62, 20, 6, 3), darker(tone, 0.35))
    c.line([(18, 75), (82, 75)], lighter(tone, 0.25), 2)


@motif("coffee", "Kaffee", "brown")
def coffee(c: Canvas, tone: Colour) -> None:
    c.shadow(40, 83, 22, 4)
    bag = [(22, 30), (58, 30), (61, 83), (19, 83)]
    c.solid(bag, darker(tone, 0.2), depth=5)
    c.fill([(22, 30), (26, 20), (54, 20), (58, 30)], darker(tone, 0.35))
    c.fill(box(26, 44, 28, 26, 14), CREAM)
    bean = turned(oval(40, 57, 10, 7), -38, (40, 57))
    c.solid(bean, tone, depth=2)
    c.line(turned(curve([(31, 57), (38, 55), (42, 59), (49, 57)], closed=False), -38, (40, 57)), CREAM, 1.3)
    c.shadow(74, 83, 15, 3)
    c.line(oval(84, 68, 6, 6, -80, 80), WHITE, 2.6)
    c.solid(curve(symmetric([(60, 58), (61, 72), (66, 80), (72, 82)], 73)), WHITE, depth=3)
    c.fill(oval(73, 58.5, 13, 3.4), (236, 230, 220))
    c.fill(oval(73, 59, 11.4, 2.6), (94, 60, 44))
    for x in (69, 76):
        c.line(curve([(x, 53), (x + 3, 48), (x, 43), (x + 3, 38)], closed=False), WHITE, 1.5, alpha=0.75)


@motif("tea", "Tee", "teal")
def tea(c: Canvas, tone: Colour) -> None:
    c.shadow(36, 83, 19, 4)
    c.solid(box(18, 38, 36, 45, 3), tone, depth=5)
    c.solid(box(17, 30, 38, 11, 3), darker(tone, 0.18), depth=2.4)
    c.fill(oval(36, 62, 12, 13), CREAM)
    for a in (-50, 0, 50):
        c.fill(turned(curve([(36, 70), (32.6, 62), (36, 53), (39.4, 62)]), a, (36, 69)), DARK_LEAF if a else LEAF)
    c.shadow(73, 83, 17, 3)
    c.line(oval(87, 66, 6, 6, -90, 90), WHITE, 2.6)
    cup = curve(symmetric([(57, 56), (59, 70), (65, 80), (71, 82)], 73))
    c.solid(cup, WHITE, depth=3)
    c.fill(oval(73, 56.6, 15, 3.6), (238, 232, 222))
    c.fill(oval(73, 57.2, 13.2, 2.7), (206, 142, 70))
    c.line(curve([(64, 57), (62, 64), (63, 69)], closed=False), (150, 130, 110), 0.8)
    c.fill(box(60, 68, 6, 7, 0.8), tone)


@motif("mug", "Tasse", "blue")
def mug(c: Canvas, tone: Colour) -> None:
    c.shadow(48, 82, 25, 4.6)
    c.line(oval(71, 58, 12, 12, -80, 80), darker(tone, 0.08), 5)
    body = curve(symmetric([(25, 38), (25, 60), (28, 78), (36, 83)], 48))
    c.solid(body, tone, depth=6)
    c.fill(oval(48, 38.6, 23.4, 5), darker(tone, 0.28))
    c.fill(oval(48, 40, 20.6, 3.6), (94, 60, 44))
    c.clipped(body, [turned(box(20, 58, 60, 3), -4), turned(box(20, 64, 60, 1.6), -4)], WHITE, 0.75)
    for x in (42, 52):
        c.line(curve([(x, 30), (x + 4, 24), (x, 18), (x + 4, 12)], closed=False), WHITE, 1.8, alpha=0.7)
