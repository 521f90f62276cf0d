"""For animals, and animals themselves."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_WOOD,
    GOLD,
    INK,
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


@motif("dogfood", "Hundebedarf", "orange")
def dogfood(c: Canvas, tone: Colour) -> None:
    c.shadow(40, 84, 24, 4.6)
    bag = curve(symmetric([(22, 22), (19, 40), (18, 74), (22, 84)], 40), steps=5)
    c.solid(bag, tone, depth=5)
    c.solid([(21, 24), (59, 24), (57, 15), (23, 15)], darker(tone, 0.2), depth=1.4)
    c.fill(oval(40, 50, 16, 17), CREAM)
    c.solid(oval(40, 52, 9, 8.4), (166, 112, 70), depth=1.6)
    for side in (-1, 1):
        c.solid(turned(oval(40 + side * 9.4, 50, 3.4, 7), side * -18, (40 + side * 9.4, 50)), (120, 78, 50), depth=1)
        c.dot(40 + side * 3.2, 50, 1.2, INK)
    c.fill(oval(40, 54, 2.2, 1.6), INK)
    c.shadow(74, 84, 18, 3.6)
    for i in range(9):
        c.solid(oval(62 + i * 7 % 25, 66 - i % 3 * 3, 3.6, 3), (150, 98, 60), depth=0.8)
    c.solid([(56, 68), (92, 68), (96, 83), (52, 83)], TONES["teal"], depth=3)
    c.line([(68, 76), (80, 76)], CREAM, 2.6)
    for x in (67.4, 80.6):
        for y in (74.6, 77.4):
            c.dot(x, y, 1.6, CREAM)


@motif("catfood", "Katzenbedarf", "violet")
def catfood(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 4.6)
    for x, y in ((66, 46), (34, 52)):
        c.solid([(x - 18, y), *oval(x, y + 28, 18, 5, 180, 0), (x + 18, y)], STEEL, depth=4)
        c.fill(
            [(x - 18, y + 5), *oval(x, y + 23, 18, 4, 180, 0), (x + 18, y + 5)],
            tone if x == 34 else mix(tone, TONES["teal"], 0.8),
        )
        c.solid(oval(x, y, 18, 5), lighter(STEEL, 0.3), depth=1)
        c.line(oval(x + 4, y - 0.6, 4, 1.4), darker(STEEL, 0.25), 0.9)
        c.fill(oval(x, y + 16, 8, 7), CREAM)
        for side in (-1, 1):
            c.fill([(x + side * 2, y + 11), (x + side * 7.6, y + 5), (x + side * 7.6, y + 14)], CREAM)
            c.dot(x + side * 3, y + 15, 1, INK)
        c.fill([(x - 1.4, y + 17.6), (x + 1.4, y + 17.6), (x, y + 19.4)], (206, 110, 110))


@motif("leash", "Halsband und Leine", "red")
def leash(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 34, 4.4)
    c.line(
        curve([(58, 64), (76, 58), (86, 40), (74, 22), (58, 26), (62, 40), (78, 36)], closed=False),
        darker(tone, 0.2),
        4.4,
    )
    c.line(oval(40, 60, 26, 20), darker(tone, 0.22), 7)
    c.line(oval(40, 59, 26, 20), tone, 5)
    for k in range(0, 90, 7):
        (x, y) = oval(40, 59, 26, 20)[k]
        c.dot(x, y, 1, GOLD)
    c.line(oval(40, 84, 3.4), STEEL, 1.6)
    c.solid(
        turned(
            curve([(34, 84), (32, 80), (36, 79), (44, 79), (48, 80), (46, 84), (48, 88), (44, 89), (36, 89), (32, 88)]),
            0,
        ),
        GOLD,
        depth=1,
    )


@motif("pettoy", "Tierspielzeug", "teal")
def pettoy(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 36, 4.6)
    knot = (226, 196, 146)
    c.line(curve([(14, 74), (34, 62), (52, 72), (72, 58), (88, 64)], closed=False), darker(knot, 0.15), 8.6)
    c.line(curve([(14, 73), (34, 61), (52, 71), (72, 57), (88, 63)], closed=False), knot, 6.4)
    for x, y in ((30, 63), (74, 58)):
        c.solid(oval(x, y, 8), tone, depth=2.4)
    for x, y, d in ((10, 76, -1), (91, 65, 1)):
        for k in (-4, 0, 4):
            c.line([(x, y), (x + d * 7, y + k)], knot, 1.8)
    c.solid(oval(52, 40, 15), TONES["orange"], depth=4)
    c.line(curve([(40, 31), (50, 40), (44, 53)], closed=False), WHITE, 1.8)
    c.line(curve([(64, 31), (55, 40), (61, 52)], closed=False), WHITE, 1.8)


@motif("birdhouse", "Vogelhaus und Futter", "green")
def birdhouse(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 16, 3.6)
    c.solid(box(46.6, 70, 6.8, 16), DARK_WOOD, depth=1.6)
    c.solid([(26, 40), (50, 18), (74, 40), (74, 72), (26, 72)], WOOD, depth=4)
    for x in (38, 50, 62):
        c.line([(x, 34), (x, 72)], darker(WOOD, 0.16), 0.7)
    c.solid([(50, 12), (82, 41), (76, 47), (50, 23), (24, 47), (18, 41)], tone, depth=3)
    c.fill(oval(50, 48, 8.4), (70, 50, 42))
    c.line([(50, 60), (50, 68)], DARK_WOOD, 2.4)
    c.solid(curve([(62, 56), (70, 48), (80, 50), (84, 58), (76, 64), (66, 64), (58, 68)]), TONES["blue"], depth=2)
    c.fill(curve([(66, 62), (74, 54), (80, 58), (74, 64)]), (236, 178, 112))
    c.dot(78.6, 53.6, 1.1, INK)
    c.fill([(83, 54), (89, 56), (83, 57.4)], GOLD)


@motif("aquarium", "Aquaristik", "orange")
def aquarium(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 32, 5)
    bowl = curve(symmetric([(34, 22), (20, 36), (16, 56), (24, 76), (38, 84)]), steps=8)
    c.fill(bowl, (206, 226, 230))
    c.clipped(bowl, [box(0, 36, 100, 60)], (150, 200, 212))
    c.clipped(bowl, [curve([(10, 76), (30, 70), (50, 75), (70, 70), (92, 76), (92, 96), (10, 96)])], (222, 190, 140))
    for x, top in ((28, 50), (34, 58), (72, 54)):
        c.line(curve([(x, 78), (x - 3, 70), (x + 3, 62), (x, top)], closed=False), LEAF, 2.4)
    c.solid(curve([(34, 56), (44, 47), (58, 50), (63, 56), (58, 62), (44, 65)]), tone, depth=3)
    c.solid(curve([(62, 56), (72, 48), (70, 56), (72, 65)]), darker(tone, 0.12), depth=1)
    c.fill(curve([(48, 50), (52, 56), (48, 63), (45, 56)]), CREAM)
    c.dot(40, 54, 1.6, INK)
    for x, y, r in ((32, 44, 1.6), (35, 38, 1.1), (62, 42, 1.4)):
        c.line(oval(x, y, r), WHITE, 0.6)
    c.crescent(bowl, (62, 48, 42), 0.12, -4, -5)
    c.line(curve([(22, 44), (20, 56), (25, 68)], closed=False), WHITE, 2, alpha=0.7)
    c.line(oval(50, 22, 16, 3), WHITE, 1.6)


@motif("rodent", "Kleintierbedarf", "lime")
def rodent(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 36, 5)
    for i in range(34):
        x, y = 14 + i * 17 % 72, 70 + i * 5 % 12
        c.line(turned([(x - 8, y), (x + 8, y)], i * 37, (x, y)), mix(tone, GOLD, 0.3 + 0.2 * (i % 3)), 1.1)
    fur = (206, 166, 122)
    c.solid(curve([(24, 66), (30, 48), (50, 40), (70, 46), (80, 64), (72, 78), (34, 79)]), fur, depth=5)
    for x in (35, 52):
        c.solid(curve([(x - 5, 40), (x - 7, 24), (x - 1, 13), (x + 5, 25), (x + 4, 41)]), fur, depth=2)
        c.fill(curve([(x - 2, 38), (x - 3.6, 26), (x - 1, 19), (x + 2, 27), (x + 1.4, 38)]), (240, 196, 184))
    c.solid(oval(43, 50, 17, 15), fur, depth=3)
    for x in (36, 50):
        c.dot(x, 48, 2.2, INK)
        c.dot(x - 0.6, 47.2, 0.7, WHITE)
    c.fill(oval(43, 54.6, 2.2, 1.6), (206, 110, 110))
    c.fill(oval(43, 60, 6, 4), lighter(fur, 0.5))
    c.solid(turned(curve([(60, 72), (66, 69), (88, 74), (66, 77)]), -14, (66, 73)), TONES["orange"], depth=1.6)
    c.line([(60, 75), (54, 72)], LEAF, 2)


@motif("petbed", "Schlafplatz für Tiere", "copper")
def petbed(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 42, 5)
    c.solid(
        curve([(8, 66), (14, 48), (34, 42), (66, 42), (86, 48), (92, 66), (84, 80), (50, 84), (16, 80)]), tone, depth=6
    )
    c.solid(oval(50, 61, 30, 11), lighter(tone, 0.55), depth=2)
    cat = (120, 112, 112)
    c.solid(curve([(30, 60), (36, 46), (54, 42), (70, 50), (72, 62), (52, 66), (36, 65)]), cat, depth=4)
    c.solid(oval(36, 54, 9, 8), cat, depth=2)
    for x in (30, 40):
        c.fill([(x - 3, 50), (x + (x - 35) * 0.3, 41), (x + 4, 49)], cat)
    for x in (33, 39):
        c.line(oval(x, 54, 2, 1.6, 10, 170), INK, 0.8)
    c.line(curve([(68, 60), (58, 68), (44, 66)], closed=False), darker(cat, 0.2), 3.6)


@motif("horse", "Pferd und Stall", "brown")
def horse(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 24, 4)
    head = curve(
        [(40, 86), (36, 62), (28, 52), (16, 62), (10, 56), (18, 40), (34, 24), (50, 22), (66, 36), (74, 62), (78, 86)],
        steps=8,
    )
    c.solid(head, tone, depth=5)
    mane = curve([(46, 14), (60, 22), (74, 40), (84, 66), (88, 86), (76, 86), (70, 62), (60, 40), (48, 28)])
    c.solid(mane, darker(tone, 0.5), depth=3)
    c.solid([(38, 26), (40, 12), (48, 22)], tone, depth=1.6)
    c.dot(34, 38, 2.4, INK)
    c.dot(15, 54, 1.4, darker(tone, 0.6))
    c.line([(22, 38), (32, 54)], (196, 70, 58), 2.4)
    c.line([(32, 54), (56, 40), (44, 24)], (196, 70, 58), 2.4)
    c.line(oval(31, 53, 3), GOLD, 1.3)
