"""Books, paper, writing and toys."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, moved, oval, symmetric, turned
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


@motif("book", "Buch", "blue")
def book(c: Canvas, tone: Colour) -> None:
    c.shadow(52, 85, 26, 4.4)
    about = (50, 52)
    c.fill(turned([(30, 20), (72, 18), (76, 22), (76, 84), (72, 86), (30, 86)], 4, about), darker(tone, 0.4))
    c.fill(turned(box(32, 21, 42, 62, 1), 4, about), (244, 236, 218))
    for k in range(4):
        c.line(turned([(73.4 - k * 0.1, 24 + k), (73.4 - k * 0.1, 82)], 4, about), darker(CREAM, 0.15), 0.5)
    cover = turned(box(27, 19, 43, 65, 2), 4, about)
    c.solid(cover, tone, depth=4)
    c.fill(turned(box(27, 19, 6, 65, 2), 4, about), darker(tone, 0.2))
    c.fill(turned(box(38, 27, 27, 14, 1), 4, about), CREAM)
    c.line(turned([(42, 32), (61, 32)], 4, about), tone, 1.7)
    c.line(turned([(45, 37), (58, 37)], 4, about), tone, 1.1)
    c.solid(turned(oval(51, 60, 10, 10), 4, about), lighter(tone, 0.35), depth=2)
    c.fill(turned(curve([(43, 63), (48, 56), (52, 62), (56, 58), (60, 65), (51, 70)]), 4, about), darker(tone, 0.2))


@motif("books", "Bücherstapel", "wine")
def books(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 36, 5)
    stack = (
        (72, 12, tone, 0),
        (61, 20, mix(tone, (222, 176, 86), 0.7), 5),
        (50, 16, mix(tone, (60, 98, 120), 0.8), -3),
        (40, 24, lighter(tone, 0.35), 3),
    )
    for y, inset, colour, shift in stack:
        width = 88 - inset
        c.solid(box(inset / 2 + 6 + shift, y, width - 12, 11.4, 2), colour, depth=2)
        c.fill(box(inset / 2 + 12 + shift, y + 2, width - 17, 7.2, 1), (246, 238, 222))
        for k in (3.6, 5.6, 7.4):
            c.line([(inset / 2 + 14 + shift, y + k), (inset / 2 + width - 8 + shift, y + k)], darker(CREAM, 0.12), 0.4)
        c.fill(box(inset / 2 + 6 + shift, y, 14, 11.4, 2), colour)
        c.fill(box(inset / 2 + 10 + shift, y + 2, 1.4, 7.4), GOLD)
    c.solid(turned(box(28, 27, 42, 12, 2), -4), darker(tone, 0.15), depth=2)
    c.fill(turned(box(33, 29, 38, 8, 1), -4), (246, 238, 222))
    c.fill(turned([(60, 36), (64, 36), (64, 48), (62, 45), (60, 48)], -4), (206, 70, 58))


@motif("picturebook", "Bilderbuch", "yellow")
def picturebook(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 40, 5)
    c.fill([(8, 38), (50, 44), (92, 38), (92, 80), (50, 86), (8, 80)], darker(tone, 0.2))
    left = curve([(11, 36), (30, 33), (50, 41), (50, 82), (30, 75), (11, 77)], steps=4)
    right = [(100 - x, y) for x, y in left]
    c.solid(left, WHITE, depth=2, shade=0.1)
    c.solid(right, (250, 244, 230), depth=2, shade=0.1)
    c.clipped(left, [curve([(8, 66), (24, 56), (40, 64), (54, 58), (54, 90), (8, 90)])], LEAF)
    c.clipped(left, [oval(22, 46, 5.4)], tone)
    for x, y in ((34, 56), (42, 60)):
        c.clipped(left, [[(x - 5, y + 6), (x, y - 9), (x + 5, y + 6)]], darker(LEAF, 0.3))
    for y in (46, 52, 58, 64):
        c.line([(58, y + 0.6), (86, y - 2)], darker(CREAM, 0.3), 1.1)
    c.solid(oval(74, 71, 4.4), (206, 90, 78), depth=1)


@motif("notebook", "Notizbuch", "teal")
def notebook(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 4.6)
    c.fill(box(30, 19, 46, 66, 3), (244, 236, 218))
    c.solid(box(27, 17, 46, 66, 3), tone, depth=4)
    for y in range(24, 82, 7):
        c.line([(24, y), (31, y)], STEEL, 1.7)
        c.dot(31.6, y, 1.4, darker(tone, 0.4))
    c.fill(box(39, 30, 27, 15, 2), CREAM)
    c.line([(44, 36), (61, 36)], tone, 1.4)
    c.line([(46, 41), (59, 41)], tone, 1)
    c.fill(box(63.6, 17, 2.6, 66), darker(tone, 0.3))
    pen = turned([(72, 34), (77, 34), (77, 76), (74.5, 83), (72, 76)], 12, (74, 58))
    c.solid(pen, (222, 176, 86), depth=1.4)
    c.fill(turned([(72, 76), (77, 76), (74.5, 83)], 12, (74, 58)), INK)


@motif("pencils", "Stifte", "orange")
def pencils(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 22, 4)
    colours = (tone, TONES["blue"], TONES["green"], TONES["yellow"], TONES["rose"], TONES["violet"])
    for i, a in enumerate((-24, -14, -5, 5, 14, 24)):
        about = (50, 80)
        top = 20 + abs(a) * 0.34
        c.solid(turned([(47, top + 12), (53, top + 12), (53, 70), (47, 70)], a, about), colours[i], depth=1.6)
        c.fill(turned([(47, top + 12), (53, top + 12), (51, top + 4), (49, top + 4)], a, about), (240, 214, 170))
        c.fill(turned([(48.8, top + 4.6), (51.2, top + 4.6), (50, top)], a, about), darker(colours[i], 0.2))
    cup = [(31, 52), (69, 52), (66, 84), (34, 84)]
    c.solid(cup, CREAM, depth=5)
    c.clipped(cup, [box(20, 60, 60, 5), box(20, 69, 60, 2)], tone)


@motif("pen", "Füller", "navy")
def pen(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 78, 36, 4)
    paper = turned(box(18, 36, 58, 46, 1), -6)
    c.solid(paper, WHITE, depth=2)
    for y in (50, 57, 64, 71):
        c.line(turned([(24, y), (66 - (y - 50), y)], -6), (158, 180, 196), 0.8)
    c.line(turned(curve([(26, 46), (32, 40), (36, 47), (42, 41), (48, 46), (54, 43)], closed=False), -6), tone, 1.3)
    about = (56, 46)
    c.solid(turned(box(50, 8, 11, 32, 4), 36, about), tone, depth=2.4)
    c.solid(turned([(50.6, 38), (60.4, 38), (58, 54), (53, 54)], 36, about), darker(tone, 0.25), depth=1.6)
    c.fill(turned([(53, 54), (58, 54), (55.5, 64)], 36, about), GOLD)
    c.line(turned([(55.5, 56), (55.5, 62)], 36, about), INK, 0.5)
    c.fill(turned(box(49.6, 35, 11.8, 2.6), 36, about), GOLD)
    c.fill(turned(box(59, 12, 2.2, 16, 1), 36, about), GOLD)


@motif("card", "Karten und Umschläge", "rose")
def card(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 38, 4.4)
    c.solid(turned(box(14, 42, 60, 40, 2), 5, (44, 62)), darker(CREAM, 0.06), depth=3)
    c.line(turned([(15, 43), (44, 64), (73, 43)], 5, (44, 62)), darker(CREAM, 0.22), 1)
    about = (58, 46)
    c.solid(turned(box(38, 18, 40, 54, 2), 8, about), WHITE, depth=3)
    c.line(turned([*box(41.5, 21.5, 33, 47, 1), (41.5, 22)], 8, about), lighter(tone, 0.3), 0.8)
    for x, y in ((52, 40), (62, 36), (66, 46), (56, 50)):
        for k in range(5):
            c.fill(turned(turned(oval(x + 3.4, y, 2.6, 1.9), k * 72, (x, y)), 8, about), tone)
        c.fill(turned(oval(x, y, 1.6), 8, about), GOLD)
    c.line(turned([(48, 61), (68, 61)], 8, about), tone, 1.4)


@motif("newspaper", "Zeitschriften", "red")
def newspaper(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 4.6)
    c.solid(turned(box(30, 20, 44, 62, 1), 9), lighter(tone, 0.4), depth=3)
    c.solid(turned(box(26, 20, 46, 63, 1), -3), WHITE, depth=3)
    c.fill(turned(box(30, 25, 38, 9), -3), tone)
    c.line(turned([(34, 29.6), (64, 29.6)], -3), WHITE, 2)
    c.fill(turned(box(30, 38, 20, 20), -3), (180, 206, 212))
    c.fill(turned(curve([(30, 58), (36, 48), (42, 54), (50, 46), (50, 58)]), -3), LEAF)
    for y in (40, 44, 48, 52, 56):
        c.line(turned([(53, y), (68, y)], -3), (150, 146, 142), 0.9)
    for y in (63, 67, 71, 75, 79):
        c.line(turned([(30, y), (68 - (y % 3) * 6, y)], -3), (150, 146, 142), 0.9)


@motif("calendar", "Kalender", "green")
def calendar(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 32, 4.4)
    c.solid(box(20, 18, 60, 66, 3), WHITE, depth=4)
    c.fill(box(20, 18, 60, 28, 3), (190, 214, 220))
    c.clipped(box(20, 18, 60, 28, 3), [curve([(16, 46), (34, 28), (46, 40), (62, 26), (86, 46)])], tone)
    c.clipped(
        box(20, 18, 60, 28, 3),
        [curve([(16, 48), (40, 38), (60, 44), (86, 38), (86, 52), (16, 52)])],
        darker(tone, 0.25),
    )
    c.dot(68, 26, 3.4, (246, 196, 96))
    for row in range(4):
        for col in range(7):
            x, y = 26 + col * 8, 53 + row * 7.6
            c.fill(box(x - 2.4, y - 2.2, 4.8, 4.4, 1), (206, 90, 78) if (row, col) == (1, 3) else (232, 224, 208))
    for x in (34, 50, 66):
        c.line([(x, 14), (x, 21)], STEEL, 2)


@motif("teddy", "Teddybär", "copper")
def teddy(c: Canvas, tone: Colour) -> None:
    fur = mix(tone, (206, 152, 96), 0.5)
    pale = lighter(fur, 0.5)
    c.shadow(50, 85, 28, 4.6)
    for x in (32, 68):
        c.solid(oval(x, 77, 12, 9), fur, depth=3)
        c.fill(oval(x, 78, 6, 5), pale)
        c.solid(oval(50 + (x - 50) * 1.35, 58, 7, 12), fur, depth=3)
    c.solid(oval(50, 66, 20, 19), fur, depth=4)
    c.fill(oval(50, 68, 12, 12), pale)
    for x in (33, 67):
        c.solid(oval(x, 22, 8.4), fur, depth=2.6)
        c.fill(oval(x, 23, 4.4), pale)
    c.solid(oval(50, 36, 21, 19), fur, depth=4.4)
    c.fill(oval(50, 42, 9.4, 7.4), pale)
    c.dot(42, 33, 2.2, INK)
    c.dot(58, 33, 2.2, INK)
    c.fill(oval(50, 39, 3.2, 2.3), INK)
    c.line(curve([(46, 44), (50, 46.4), (54, 44)], closed=False), INK, 0.9)
    c.solid(curve([(50, 56), (40, 51), (38, 58), (41, 62)]), (190, 64, 58), depth=1.4)
    c.solid(curve([(50, 56), (60, 51), (62, 58), (59, 62)]), (190, 64, 58), depth=1.4)


@motif("train", "Holzeisenbahn", "red")
def train(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 42, 4)
    c.solid(box(6, 79, 88, 4, 1.5), WOOD, depth=1)
    c.solid(box(44, 46, 40, 22, 4), tone, depth=3.4)
    c.solid(box(44, 34, 20, 34, 3), TONES["blue"], depth=3)
    c.solid(box(41, 29, 26, 7, 2.5), darker(TONES["blue"], 0.2), depth=1.6)
    c.fill(box(49, 40, 10, 11, 2), (226, 238, 238))
    c.solid([(72, 46), (74, 34), (82, 34), (80, 46)], GOLD, depth=1.6)
    for i, (x, y, r) in enumerate(((78, 27, 4.4), (71, 20, 5.4), (60, 15, 4.6))):
        c.fill(oval(x, y, r, r * 0.86), WHITE, 0.9 - i * 0.2)
    c.solid(box(8, 52, 30, 16, 2), TONES["green"], depth=2.6)
    for x, colour in ((15, TONES["yellow"]), (23, TONES["red"]), (31, TONES["sky"])):
        c.solid(oval(x, 49, 5.4), colour, depth=1.6)
    c.line([(38, 65), (44, 65)], DARK_WOOD, 2)
    for x in (15, 31, 52, 66, 78):
        c.solid(oval(x, 71, 7.4), DARK_WOOD, depth=1.6)
        c.dot(x, 71, 2.6, GOLD)


@motif("blocks", "Bausteine", "yellow")
def blocks(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 38, 5)
    for x, y, s, colour, sign in (
        (14, 58, 25, TONES["red"], 0),
        (41, 58, 25, tone, 1),
        (68, 60, 22, TONES["blue"], 2),
        (27, 33, 25, TONES["green"], 2),
        (55, 35, 23, TONES["orange"], 0),
    ):
        c.fill([(x, y), (x + 4, y - 4), (x + s + 4, y - 4), (x + s, y)], lighter(colour, 0.4))
        c.fill([(x + s, y), (x + s + 4, y - 4), (x + s + 4, y + s - 4), (x + s, y + s)], darker(colour, 0.25))
        c.solid(box(x, y, s, s), colour, depth=2)
        cx, cy = x + s / 2, y + s / 2
        if sign == 0:
            c.fill(oval(cx, cy, s * 0.26), WHITE)
        elif sign == 1:
            c.fill([(cx, cy - s * 0.3), (cx + s * 0.3, cy + s * 0.24), (cx - s * 0.3, cy + s * 0.24)], WHITE)
        else:
            c.fill(turned(box(cx - s * 0.22, cy - s * 0.22, s * 0.44, s * 0.44), 45, (cx, cy)), WHITE)
    c.solid([(36, 30), (49, 12), (62, 30)], lighter(TONES["violet"], 0.1), depth=2.4)


@motif("puzzle", "Puzzle", "teal")
def puzzle(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 38, 4.6)
    colours = (tone, lighter(tone, 0.4), TONES["yellow"], TONES["orange"])
    piece = [(0, 0), (26, 0), (26, 26), (0, 26)]
    for i, (x, y, a) in enumerate(((22, 26, 0), (50, 26, 0), (22, 54, 0), (58, 58, 16))):
        centre = (x + 13, y + 13)
        c.solid(turned(moved(piece, x, y), a, centre), colours[i], depth=2.4)
    for left, top, colour in ((48.4, 39.0, colours[0]), (35.0, 52.0, colours[0]), (63.0, 52.6, colours[1])):
        c.fill(oval(left, top, 5), colour)
    spot = turned([(71, 58)], 16, (71, 71))[0]
    c.fill(oval(*spot, 4.6), mix(TONES["orange"], INK, 0.25))


@motif("boardgame", "Brettspiel", "green")
def boardgame(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 40, 5)
    c.solid([(20, 36), (80, 36), (94, 80), (6, 80)], tone, depth=3)
    c.fill([(24, 40), (76, 40), (87, 75), (13, 75)], CREAM)
    for i in range(7):
        for x, y in ((24 + i * 8.6 - (i - 3) * 0.2, 45), (19 + i * 10.3, 70)):
            c.fill(oval(x, y, 3.2, 2), (TONES["red"], TONES["blue"], TONES["yellow"], tone)[i % 4])
    for x, y, colour in ((36, 58, TONES["red"]), (52, 60, TONES["blue"]), (66, 55, TONES["yellow"])):
        c.solid(curve(symmetric([(x - 2, y - 14), (x - 3, y - 6), (x - 7, y + 2), (x - 6, y + 5)], x)), colour, depth=2)
        c.solid(oval(x, y - 15, 4.6), colour, depth=1.4)
    c.solid(turned(box(74, 60, 12, 12, 2.4), 14, (80, 66)), WHITE, depth=2)
    for dx, dy in ((-3, -3), (0, 0), (3, 3)):
        c.dot(80 + dx, 66 + dy, 1.2, INK)


@motif("ball", "Ball", "red")
def ball(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 26, 5)
    shape = oval(50, 52, 31)
    c.solid(shape, WHITE, depth=6)
    for i, colour in enumerate((tone, TONES["blue"], TONES["yellow"])):
        wedge = [(44, 40), *oval(44, 40, 60, 60, i * 120 + 10, i * 120 + 66)]
        c.clipped(shape, [wedge], colour)
    c.solid(oval(44, 40, 6), WHITE, depth=1)
    c.inside(shape, lambda board: board.crescent(shape, INK, 0.16, -5, -6))
    c.fill(turned(oval(36, 34, 7, 4), -40, (36, 34)), WHITE, 0.6)


@motif("doll", "Stoffpuppe", "rose")
def doll(c: Canvas, tone: Colour) -> None:
    skin = (244, 210, 180)
    c.shadow(50, 86, 22, 4)
    for x in (43, 57):
        c.line([(x, 68), (x, 82)], skin, 5)
        c.fill(oval(x, 84, 5, 3), darker(tone, 0.3))
    for side in (-1, 1):
        c.line([(50 + side * 10, 50), (50 + side * 24, 60)], skin, 5)
    c.solid(curve(symmetric([(44, 44), (40, 54), (32, 72), (42, 75)])), tone, depth=4)
    c.clipped(
        curve(symmetric([(44, 44), (40, 54), (32, 72), (42, 75)])),
        [oval(x, y, 1.3) for x in range(32, 70, 7) for y in range(50, 76, 7)],
        WHITE,
    )
    c.solid(oval(50, 30, 19, 18), (150, 92, 52), depth=3)
    for x in (30, 70):
        c.solid(
            curve([(x, 34), (x + (x - 50) * 0.16, 44), (x + (x - 50) * 0.05, 54), (x - (x - 50) * 0.1, 44)]),
            (150, 92, 52),
            depth=1.6,
        )
    c.solid(oval(50, 33, 14.6, 14), skin, depth=2.6, shade=0.08)
    c.fill(curve([(35, 33), (40, 19), (50, 17), (60, 19), (65, 33), (57, 26), (43, 26)]), (150, 92, 52))
    c.dot(45, 34, 1.5, INK)
    c.dot(55, 34, 1.5, INK)
    c.line(curve([(46.6, 39), (50, 41), (53.4, 39)], closed=False), (190, 80, 76), 1)
    c.fill(oval(41.4, 38, 2.4, 1.6), (236, 160, 150))
    c.fill(oval(58.6, 38, 2.4, 1.6), (236, 160, 150))


@motif("paint", "Farben und Pinsel", "blue")
def paint(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 80, 38, 5)
    palette = curve(
        [(12, 58), (20, 40), (44, 33), (70, 36), (88, 52), (84, 70), (66, 76), (58, 68), (48, 72), (40, 80), (22, 76)]
    )
    c.solid(palette, WOOD, depth=3.4)
    c.fill(oval(64, 66, 0.1), WOOD)
    for x, y, colour in (
        (28, 52, TONES["red"]),
        (42, 44, TONES["yellow"]),
        (58, 44, TONES["green"]),
        (72, 52, tone),
        (28, 67, TONES["violet"]),
    ):
        c.solid(
            curve([(x - 6, y), (x - 2, y - 5), (x + 5, y - 3), (x + 6, y + 3), (x, y + 5)]),
            colour,
            depth=1.6,
            light=0.35,
        )
    about = (60, 50)
    c.line(turned([(60, 6), (60, 48)], 38, about), darker(WOOD, 0.3), 2.8)
    c.fill(turned(box(58, 46, 4, 8), 38, about), STEEL)
    c.fill(turned(curve([(57.4, 54), (60, 68), (62.6, 54)]), 38, about), tone)


@motif("gift", "Geschenk", "wine")
def gift(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 5)
    c.solid(box(22, 46, 56, 38, 2), tone, depth=5)
    c.solid(box(18, 36, 64, 13, 2), lighter(tone, 0.14), depth=3)
    c.fill(box(44.5, 36, 11, 48), GOLD)
    c.fill(box(44.5, 36, 11, 13), lighter(GOLD, 0.25))
    for side in (-1, 1):
        c.solid(curve([(50, 36), (50 + side * 12, 18), (50 + side * 25, 20), (50 + side * 22, 32)]), GOLD, depth=2)
        c.fill(
            curve([(50 + side * 6, 33), (50 + side * 13, 24), (50 + side * 19, 24), (50 + side * 16, 31)]),
            darker(GOLD, 0.25),
        )
    c.solid(oval(50, 34, 5), lighter(GOLD, 0.15), depth=1.4)


@motif("voucher", "Gutschein", "gold")
def voucher(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 74, 40, 4.4)
    for a, colour in ((-9, darker(tone, 0.14)), (4, tone)):
        c.solid(turned(box(12, 36, 76, 38, 3), a), colour, depth=3)
    c.fill(turned(box(17, 41, 66, 28, 1), 4), CREAM)
    for y in range(38, 74, 5):
        c.fill(turned(oval(66, y, 0.8), 4), darker(tone, 0.3))
    c.line(turned([(24, 50), (56, 50)], 4), darker(tone, 0.35), 2.6)
    c.line(turned([(24, 58), (48, 58)], 4), darker(tone, 0.2), 1.4)
    c.solid(turned(curve([(75, 50), (71, 46), (69.6, 51), (75, 59), (80.4, 51), (79, 46)]), 4), (196, 70, 58), depth=1)
