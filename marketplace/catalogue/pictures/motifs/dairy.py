"""Cheese, milk, eggs and sweets."""

from marketplace.catalogue.pictures.canvas import Canvas, Path, box, curve, moved, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.larder import board
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    GLASS,
    GOLD,
    LEAF,
    WHITE,
    Colour,
    darker,
    lighter,
)


@motif("cheese", "Käse", "yellow")
def cheese(c: Canvas, tone: Colour) -> None:
    board(c)
    c.solid([(12, 58), (84, 52), (86, 72), (14, 74)], tone, depth=3, shade=0.14)
    c.solid([(12, 58), (54, 34), (84, 52)], lighter(tone, 0.3), depth=2, shade=0.06)
    rind = darker(tone, 0.24)
    c.fill([(54, 34), (57, 34), (87, 52), (86, 72), (84, 72), (84, 52)], rind)
    for x, y, r in ((26, 65, 4), (40, 61, 2.4), (48, 68, 4.4), (63, 60, 3.4), (73, 67, 3), (34, 70, 2)):
        c.fill(oval(x, y, r, r * 0.85), darker(tone, 0.18))
        c.fill(oval(x + 0.5, y + 0.6, r * 0.85, r * 0.68), darker(tone, 0.07))
    for x, y, r in ((42, 50, 3.2), (58, 44, 2.6), (66, 51, 2.8)):
        c.fill(oval(x, y, r * 1.2, r * 0.6), darker(tone, 0.1))


@motif("softcheese", "Weichkäse", "white")
def softcheese(c: Canvas, tone: Colour) -> None:
    board(c)
    side: Path = [(18, 50), *oval(50, 66, 32, 9, 180, 0), (82, 50)]
    c.solid(side, darker(tone, 0.06), depth=5)
    c.solid(oval(50, 50, 32, 10), tone, depth=2, shade=0.06)
    c.fill([(50, 50), *oval(50, 50, 32, 10, 20, 66)], (250, 226, 150))
    wedge = [(50, 50), (63.5, 59), (63.5, 74.6), (50, 66)]
    c.fill(wedge, (246, 214, 128))
    c.fill([(50, 50), (80, 53.4), (80, 69.6), (50, 66)], (252, 232, 164))
    c.line([(50, 50), (50, 66)], (226, 186, 96), 0.8)
    for x, y in ((30, 48), (40, 45), (58, 45), (46, 55), (33, 54)):
        c.dot(x, y, 0.8, (222, 208, 176))


@motif("milk", "Milchflasche", "white")
def milk(c: Canvas, tone: Colour) -> None:
    c.shadow(51, 83, 20, 4)
    bottle = curve(symmetric([(43, 20), (43, 32), (41, 40), (34, 48), (33, 60), (33, 78), (36, 83), (44, 84)]))
    c.solid(bottle, GLASS, depth=3)
    milk_part = curve(symmetric([(42.5, 38), (36, 47), (34.5, 60), (34.5, 77), (37.5, 81.5), (45, 82)]))
    c.solid(milk_part, tone, depth=4, shade=0.1)
    c.fill(box(37.5, 50, 2.8, 26, 1.4), WHITE, 0.7)
    c.solid(box(41.5, 14, 17, 8, 2.5), (84, 130, 172), depth=1.6)
    c.fill(oval(50, 64, 9), (84, 130, 172))
    c.fill(curve([(45, 66), (47, 60), (50, 63), (53, 60), (55, 66), (50, 69)]), WHITE)


@motif("yoghurt", "Joghurtbecher", "pink")
def yoghurt(c: Canvas, tone: Colour) -> None:
    for x, y, s in ((64, 50, 0.86), (40, 56, 1)):

        def cup(b: Canvas) -> None:
            b.shadow(50, 82, 25, 5)
            b.solid([(26, 36), (74, 36), (69, 82), (31, 82)], WHITE, depth=5, shade=0.12)
            b.fill([(27.3, 48), (72.7, 48), (70.3, 70), (29.7, 70)], tone)
            b.solid(oval(44, 59, 6), darker(tone, 0.3), depth=2, light=0.45)
            b.solid(oval(56, 61, 5), darker(tone, 0.38), depth=2, light=0.45)
            b.fill(turned(oval(50, 52, 4, 1.8), -24, (50, 52)), LEAF)
            b.solid(box(23, 31, 54, 6, 2), (226, 228, 226), depth=1.6)

        c.placed(cup, x - 38 * s, y - 44 * s, 0.78 * s)


@motif("butter", "Butter", "yellow")
def butter(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 80, 38, 5)
    c.solid(oval(50, 76, 40, 7), (238, 240, 236), depth=2)
    pale = lighter(tone, 0.4)
    c.solid([(18, 52), (70, 52), (70, 74), (18, 74)], pale, depth=3, shade=0.06)
    c.fill([(18, 52), (30, 42), (82, 42), (70, 52)], lighter(tone, 0.62))
    c.fill([(70, 52), (82, 42), (82, 63), (70, 74)], darker(pale, 0.12))
    c.fill([(18, 52), (40, 52), (40, 74), (18, 74)], (212, 222, 220))
    c.fill([(18, 52), (30, 42), (52, 42), (40, 52)], (230, 236, 234))
    c.solid(curve([(56, 47), (62, 42), (70, 43), (66, 48)]), lighter(tone, 0.5), depth=1)


@motif("eggs", "Eier", "sand")
def eggs(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 38, 5)
    carton = (166, 158, 146)
    c.fill([(12, 46), (88, 46), (92, 58), (8, 58)], darker(carton, 0.2))
    for x, y in ((26, 52), (42, 52), (58, 52), (74, 52), (22, 60), (41, 60), (60, 60), (79, 60)):
        shell = tone if (x // 2) % 2 else lighter(tone, 0.4)
        egg = curve(symmetric([(x - 4, y - 14), (x - 8, y - 7), (x - 9, y + 2), (x - 5, y + 9)], x))
        c.solid(egg, shell, depth=2.6, light=0.35)
    c.solid(
        [(8, 60), *(p for x in (22, 41, 60, 79) for p in oval(x, 60, 8.6, 7, 180, 0)), (92, 60), (86, 82), (14, 82)],
        carton,
        depth=3,
    )
    for x in (22, 41, 60, 79):
        c.fill(curve([(x - 6, 80), (x - 3, 70), (x + 3, 70), (x + 6, 80)]), darker(carton, 0.1))


@motif("chocolate", "Schokolade", "dark")
def chocolate(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 80, 36, 5)
    about = (50, 55)

    def tilted(path: Path) -> Path:
        return turned(path, -12, about)

    c.solid(tilted(box(16, 32, 68, 42, 3)), tone, depth=3)
    for col in range(4):
        for row in range(3):
            c.solid(
                tilted(box(19 + col * 16, 35 + row * 12.6, 14.6, 11, 1.4)), lighter(tone, 0.08), depth=1.4, light=0.25
            )
    wrap = tilted(
        [(46, 28), (88, 28), (88, 78), (46, 78), (49, 72), (45, 66), (49, 60), (45, 54), (49, 48), (45, 42), (49, 36)]
    )
    c.solid(wrap, (196, 76, 62), depth=3)
    c.fill(tilted(box(55, 40, 27, 24, 2)), CREAM)
    c.line(tilted([(60, 49), (77, 49)]), tone, 2)
    c.line(tilted([(62, 56), (75, 56)]), tone, 1.3)


@motif("pralines", "Pralinen", "dark")
def pralines(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 81, 40, 5)
    c.solid([(14, 54), (86, 54), (92, 80), (8, 80)], (186, 66, 62), depth=3)
    c.solid([(20, 40), (80, 40), (87, 56), (13, 56)], (238, 224, 200), depth=2)
    for row, y in enumerate((45, 53)):
        for i in range(5):
            x = 26 + i * 12 + (row * 0)
            kind = (i + row) % 3
            colour = (tone, lighter(tone, 0.3), (244, 228, 202))[kind]
            c.solid(oval(x, y, 5.6, 4.4), colour, depth=1.8, light=0.35)
            if kind != 2:
                c.line(curve([(x - 3, y), (x, y - 2), (x + 3, y)], closed=False), WHITE, 0.7)
            else:
                c.dot(x, y - 1, 1.2, tone)
    c.line([(11, 69), (89, 69)], GOLD, 3.4)
    c.solid(curve([(50, 69), (42, 62), (38, 67), (42, 73)]), GOLD, depth=1)
    c.solid(curve([(50, 69), (58, 62), (62, 67), (58, 73)]), GOLD, depth=1)


@motif("sweets", "Bonbons", "red")
def sweets(c: Canvas, tone: Colour) -> None:
    others = (tone, (240, 190, 84), (98, 146, 92), (228, 152, 158))
    for i, (x, y, a) in enumerate(((32, 50, -20), (64, 46, 25), (28, 72, 15), (54, 66, -8), (78, 68, -30))):
        colour = others[i % 4]
        c.shadow(x, y + 10, 12, 2.6)
        for side in (-1, 1):
            wing = [(x + side * 7, y), (x + side * 16, y - 7), (x + side * 14, y), (x + side * 16, y + 7)]
            c.solid(turned(wing, a, (x, y)), lighter(colour, 0.3), depth=1)
        ball = turned(oval(x, y, 10, 8), a, (x, y))
        c.solid(ball, colour, depth=3, light=0.4)
        stripes = [
            turned(
                moved(
                    curve(
                        [(x - 3, y - 9), (x + 1, y), (x - 3, y + 9), (x - 0.4, y + 9), (x + 3.6, y), (x - 0.4, y - 9)]
                    ),
                    d,
                    0,
                ),
                a,
                (x, y),
            )
            for d in (-4, 3)
        ]
        c.clipped(ball, stripes, WHITE, 0.75)
    del others
