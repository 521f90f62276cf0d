"""Bread, rolls, cakes and biscuits."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, moved, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import CREAM, CRUST, WHITE, Colour, darker, lighter, mix


@motif("bread", "Brotlaib", "brown")
def bread(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, CRUST, 0.45)
    c.shadow(50, 80, 38, 6)
    loaf = curve([(14, 66), (18, 48), (34, 37), (54, 35), (74, 40), (86, 54), (87, 68), (78, 78), (50, 81), (22, 78)])
    c.solid(loaf, crust, depth=7, shade=0.22, light=0.25)
    flour = lighter(crust, 0.55)
    for x in (28, 43, 58, 72):
        cut = turned(oval(x, 53, 3.4, 14), 24, (x, 53))
        c.clipped(loaf, [cut], flour, 0.9)
        c.clipped(loaf, [moved(oval(x + 1.6, 54, 1.2, 11), 0, 0)], darker(crust, 0.25), 0.35)
    for x, y in ((24, 70), (36, 74), (50, 70), (63, 75), (76, 69), (38, 66), (57, 77), (70, 77)):
        c.dot(x, y, 0.9, flour, 0.8)


@motif("breadcut", "Angeschnittenes Brot", "brown")
def breadcut(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, CRUST, 0.35)
    crumb = mix(CREAM, crust, 0.22)
    c.shadow(50, 80, 38, 6)
    body = curve([(38, 40), (62, 34), (84, 42), (89, 62), (86, 78), (60, 81), (40, 80)])
    c.solid(body, crust, depth=6, shade=0.22)
    for x in (60, 70, 80):
        c.clipped(body, [turned(oval(x, 44, 2.2, 9), 20, (x, 44))], lighter(crust, 0.5), 0.8)
    face = curve([(17, 58), (20, 43), (33, 36), (48, 43), (51, 60), (47, 79), (33, 82), (20, 78)])
    c.solid(face, darker(crust, 0.12), light=0, shade=0)
    inner = curve([(20.5, 58), (23, 46), (33.5, 40), (45, 46), (47.5, 60), (44, 76), (33, 78.5), (23, 75)])
    c.solid(inner, crumb, depth=3, shade=0.08)
    for x, y, r in (
        (28, 52, 1.8),
        (37, 48, 1.2),
        (41, 58, 2),
        (31, 63, 1.4),
        (26, 69, 1.6),
        (38, 70, 2.2),
        (33, 55, 1),
    ):
        c.fill(oval(x, y, r, r * 0.7), mix(crumb, crust, 0.5))


@motif("roll", "Brötchen", "copper")
def roll(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, (226, 164, 96), 0.7)
    for x, y, s in ((36, 54, 0.86), (68, 56, 0.86), (50, 70, 1.0)):
        c.shadow(x, y + 13 * s, 20 * s, 4)
        body = curve(
            [
                (x - 21 * s, y + 4),
                (x - 15 * s, y - 9 * s),
                (x, y - 14 * s),
                (x + 15 * s, y - 9 * s),
                (x + 21 * s, y + 4),
                (x + 13 * s, y + 12 * s),
                (x, y + 14 * s),
                (x - 13 * s, y + 12 * s),
            ]
        )
        c.solid(body, crust, depth=4.5 * s, shade=0.24, light=0.3)
        slit = curve([(x - 15 * s, y - 1), (x, y - 8 * s), (x + 15 * s, y - 1), (x, y + 2 * s)])
        c.fill(slit, lighter(crust, 0.55))
        c.line(
            curve([(x - 15 * s, y - 1), (x, y + 2.2 * s), (x + 15 * s, y - 1)], closed=False), darker(crust, 0.3), 0.8
        )


@motif("grainroll", "Körnerbrötchen", "brown")
def grainroll(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, CRUST, 0.4)
    seed = (244, 224, 182)
    for x, y, s in ((38, 56, 0.95), (66, 66, 1.05)):
        c.shadow(x, y + 15 * s, 22 * s, 4)
        body = curve(
            [
                (x - 22 * s, y + 3),
                (x - 15 * s, y - 12 * s),
                (x, y - 17 * s),
                (x + 15 * s, y - 12 * s),
                (x + 22 * s, y + 3),
                (x + 13 * s, y + 14 * s),
                (x, y + 16 * s),
                (x - 13 * s, y + 14 * s),
            ]
        )
        c.solid(body, crust, depth=5 * s, shade=0.24)
        for i, (dx, dy) in enumerate(
            (
                (-12, -3),
                (-7, -9),
                (-1, -12),
                (6, -9),
                (12, -4),
                (-6, -2),
                (1, -5),
                (7, -1),
                (-14, 4),
                (-3, 4),
                (4, 6),
                (13, 4),
                (-9, 9),
                (9, 9),
            )
        ):
            grain = turned(oval(x + dx * s, y + dy * s, 1.9, 1.0), i * 47, (x + dx * s, y + dy * s))
            c.fill(grain, seed if i % 3 else darker(crust, 0.45))


@motif("baguette", "Stangenbrot", "gold")
def baguette(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, CRUST, 0.55)
    c.shadow(50, 80, 40, 5)
    for y, tilt, shade in ((50, -16, 0.08), (65, -12, 0)):
        stick = turned(
            curve([(10, y), (16, y - 7), (50, y - 9), (84, y - 7), (90, y), (84, y + 7), (50, y + 9), (16, y + 7)]),
            tilt,
            (50, y),
        )
        c.solid(stick, darker(crust, shade), depth=4, shade=0.24)
        for x in (24, 36, 48, 60, 72):
            cut = turned(turned(oval(x, y, 2, 8), 48, (x, y)), tilt, (50, y))
            c.clipped(stick, [cut], lighter(crust, 0.5), 0.95)


@motif("pretzel", "Brezel", "copper")
def pretzel(c: Canvas, tone: Colour) -> None:
    crust = mix(tone, (150, 84, 44), 0.55)
    c.shadow(50, 82, 34, 5)
    rope = curve(
        [(44, 63), (30, 74), (17, 62), (17, 45), (31, 35), (46, 43), (57, 57), (70, 76), (76, 79)], closed=False
    )
    other = [(100 - x, y) for x, y in rope]
    for path in (rope, other):
        c.line(path, darker(crust, 0.2), 11.5)
        c.line([(x - 0.6, y - 0.9) for x, y in path], crust, 9.5)
        c.line([(x - 1.6, y - 2.6) for x, y in path], lighter(crust, 0.3), 2, alpha=0.6)
    for i, (x, y) in enumerate(
        ((22, 48), (30, 39), (39, 40), (61, 41), (70, 39), (78, 48), (82, 60), (19, 60), (48, 52), (40, 65))
    ):
        c.fill(turned(box(x - 1, y - 0.8, 2.1, 1.6, 0.3), i * 40, (x, y)), WHITE)


@motif("cakeslice", "Tortenstück", "pink")
def cakeslice(c: Canvas, tone: Colour) -> None:
    sponge, cream = (232, 190, 126), WHITE
    c.shadow(52, 80, 36, 5)
    c.solid(oval(52, 79, 36, 5.5), (236, 232, 226), depth=2)
    side = [(16, 56), (84, 46), (84, 72), (16, 78)]
    c.fill(side, sponge)
    for start in (0, 0.34, 0.68):
        y0, y1 = 56 + 22 * (start + 0.2), 46 + 26 * (start + 0.2)
        c.fill([(16, y0), (84, y1), (84, y1 + 3.6), (16, y0 + 3.2)], cream if start != 0.34 else tone)
    c.fill([(16, 56), (84, 46), (84, 51), (16, 60.5)], lighter(tone, 0.2))
    c.fill([(16, 56), (60, 36), (84, 46)], lighter(tone, 0.1))
    c.fill([(16, 56), (60, 36), (66, 38.5)], WHITE, 0.25)
    for x, w in ((26, 3), (40, 5), (55, 4), (70, 5)):
        y = 60 - (x - 16) * 0.147
        c.fill(oval(x, y, w / 2 + 0.6, 4.2), lighter(tone, 0.2))
    for x, y in ((57, 40), (70, 42)):
        c.solid(oval(x, y - 1, 7, 5), cream, depth=2)
    c.solid(oval(62, 32, 5.4), (190, 44, 52), depth=2.5, light=0.5)
    c.line(curve([(62, 27), (65, 20), (71, 18)], closed=False), (96, 116, 66), 1.2)


@motif("cake", "Torte", "rose")
def cake(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 38, 6)
    c.solid(oval(50, 80, 39, 6), (236, 230, 222), depth=2)
    side = [*oval(50, 50, 32, 8, 180, 0)[::-1], *oval(50, 74, 32, 7, 0, 180)]
    c.solid([(18, 50), *oval(50, 74, 32, 7, 180, 0), (82, 50)], lighter(tone, 0.45), depth=6)
    del side
    icing = [
        (18, 50),
        (18, 58),
        *(p for x in range(22, 82, 8) for p in oval(x, 58, 4, 5 + (x * 7 % 5), 180, 0)),
        (82, 50),
    ]
    c.fill(icing, tone)
    c.solid(oval(50, 50, 32, 8.5), lighter(tone, 0.14), depth=2, shade=0.08)
    for x, y in ((27, 50), (38, 45.5), (50, 44), (62, 45.5), (73, 50), (62, 54.5), (50, 56), (38, 54.5)):
        c.solid(oval(x, y - 2, 4, 3.4), WHITE, depth=1.6)
        c.solid(oval(x, y - 5, 2.5), (184, 48, 56), depth=1.2, light=0.5)


@motif("gugelhupf", "Gugelhupf", "brown")
def gugelhupf(c: Canvas, tone: Colour) -> None:
    dough = mix(tone, (206, 146, 84), 0.6)
    c.shadow(50, 81, 36, 6)
    outline = curve(symmetric([(44, 34), (30, 38), (20, 54), (15, 72), (22, 80), (40, 82)]))
    c.solid(outline, dough, depth=7, shade=0.2)
    for x0, x1, x2 in ((40, 32, 28), (46, 44, 43), (54, 56, 57), (60, 68, 72)):
        c.line(curve([(x0, 42), (x1, 58), (x2, 79)], closed=False), darker(dough, 0.25), 1.4)
    icing = curve(
        [
            (28, 42),
            (38, 33),
            (50, 31),
            (62, 33),
            (72, 42),
            (70, 54),
            (65, 50),
            (60, 60),
            (55, 51),
            (48, 62),
            (43, 51),
            (37, 58),
            (33, 50),
            (29, 54),
        ]
    )
    c.solid(icing, WHITE, depth=2.5, shade=0.08)
    c.solid(oval(50, 38, 9, 3.6), darker(dough, 0.3), shade=0, light=0)


@motif("sheetcake", "Blechkuchen", "gold")
def sheetcake(c: Canvas, tone: Colour) -> None:
    dough = (222, 176, 112)
    for x, y in ((32, 52), (54, 66)):
        c.shadow(x + 10, y + 17, 30, 4)
        c.fill([(x - 18, y), (x + 34, y), (x + 34, y + 14), (x - 18, y + 14)], dough)
        c.fill([(x - 18, y + 10), (x + 34, y + 10), (x + 34, y + 14), (x - 18, y + 14)], darker(dough, 0.2))
        c.solid([(x - 18, y), (x - 8, y - 14), (x + 42, y - 14), (x + 34, y)], tone, depth=2)
        c.fill([(x + 34, y), (x + 42, y - 14), (x + 42, y), (x + 34, y + 14)], darker(dough, 0.12))
        for i in range(9):
            px, py = x - 10 + (i * 17) % 44, y - 11 + (i * 5) % 10
            c.fill(
                turned(oval(px, py, 3.1, 1.7), i * 50, (px, py)), lighter(tone, 0.45) if i % 2 else darker(tone, 0.22)
            )


@motif("cookies", "Gebäck", "sand")
def cookies(c: Canvas, tone: Colour) -> None:
    chip = (98, 62, 46)
    for x, y, r, n in ((34, 60, 19, 0), (68, 58, 17, 3), (52, 73, 19, 5)):
        c.shadow(x, y + r * 0.72, r, 3.4)
        c.solid(oval(x, y, r, r * 0.82), tone, depth=4, shade=0.24)
        for i in range(7):
            dx, dy = ((i + n) * 7 % 11 - 5) * r * 0.13, ((i * 5 + n) % 9 - 4) * r * 0.13
            c.solid(turned(box(x + dx - 2, y + dy - 1.7, 4, 3.4, 1.2), i * 33 + n, (x + dx, y + dy)), chip, depth=1)


@motif("stollen", "Stollen", "cream")
def stollen(c: Canvas, tone: Colour) -> None:
    dough = (216, 162, 98)
    c.shadow(50, 80, 40, 6)
    loaf = curve([(12, 66), (18, 52), (36, 44), (62, 42), (82, 50), (89, 64), (84, 76), (52, 81), (18, 78)])
    c.solid(loaf, dough, depth=6, shade=0.22)
    sugar = curve(
        [(15, 62), (22, 50), (38, 43), (62, 41), (80, 48), (87, 62), (74, 66), (62, 60), (48, 68), (34, 61), (24, 68)]
    )
    c.solid(sugar, lighter(tone, 0.6), depth=3, shade=0.1)
    c.line(curve([(18, 60), (40, 54), (64, 54), (84, 60)], closed=False), mix(tone, dough, 0.5), 1.6)
    for i, (x, y) in enumerate(((28, 74), (40, 73), (52, 75), (64, 71), (76, 70), (46, 77), (70, 76))):
        c.solid(oval(x, y, 1.8, 1.4), (92, 48, 44) if i % 2 else (220, 160, 60), depth=0.6)


@motif("flour", "Tüte Mehl", "sand")
def flour(c: Canvas, tone: Colour) -> None:
    c.shadow(51, 83, 26, 5)
    c.solid([(29, 32), (71, 32), (74, 83), (26, 83)], lighter(tone, 0.55), depth=6, shade=0.14)
    c.fill([(29, 32), (33, 24), (67, 24), (71, 32)], lighter(tone, 0.35))
    c.fill([(33, 24), (67, 24), (68, 20), (32, 20)], darker(tone, 0.06))
    c.fill([(27.6, 50), (72.4, 50), (73.6, 72), (26.4, 72)], tone)
    c.line([(50, 69), (50, 53)], WHITE, 1.2)
    for y in (55, 59, 63):
        for side in (-1, 1):
            c.fill(turned(oval(50 + side * 3.6, y, 3.4, 1.5), side * -38, (50 + side * 3.6, y)), WHITE)
    c.fill(oval(50, 52, 1.4, 3), WHITE)
    c.line([(36, 38), (64, 38)], tone, 1.4)
    c.line([(40, 43), (60, 43)], tone, 1.2)
