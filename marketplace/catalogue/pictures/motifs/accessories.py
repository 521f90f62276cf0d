"""Bags, belts, glasses and jewellery."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, mirrored, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_WOOD,
    GOLD,
    INK,
    STEEL,
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
)


@motif("hat", "Mütze und Hut", "red")
def hat(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 30, 4)
    crown = curve([(22, 66), (24, 44), (38, 31), (50, 29), (62, 31), (76, 44), (78, 66)])
    c.solid(crown, tone, depth=6)
    for x in (31, 40.5, 50, 59.5, 69):
        c.clipped(crown, [curve([(x - 0.9, 66), (50 + (x - 50) * 0.72, 30), (x + 0.9, 66)])], darker(tone, 0.2))
    rim = box(18, 62, 64, 17, 6)
    c.solid(rim, lighter(tone, 0.3), depth=4)
    c.clipped(rim, [box(x, 60, 1.2, 20) for x in range(22, 82, 5)], darker(tone, 0.1), 0.7)
    for i in range(14):
        px, py = oval(50, 24, 8)[i * 6]
        c.dot(px, py, 4, lighter(tone, 0.5 - i % 3 * 0.1))
    c.dot(50, 24, 8, lighter(tone, 0.42))


@motif("scarf", "Schal und Tuch", "wine")
def scarf(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 24, 3.6)
    for x, low, a in ((40, 80, 6), (60, 84, -5)):
        tail = turned(box(x - 9, 48, 18, low - 48, 2), a, (x, 48))
        c.solid(tail, darker(tone, 0.08) if x == 60 else tone, depth=3.4)
        c.clipped(tail, [turned(box(x - 12, y, 24, 2.6), a, (x, 48)) for y in (56, 61, 70)], lighter(tone, 0.5))
        for i in range(6):
            s, e = turned([(x - 7.6 + i * 3, low), (x - 7.8 + i * 3.1, low + 6)], a, (x, 48))
            c.line([s, e], lighter(tone, 0.3), 1.2)
    ring = curve([(22, 42), (26, 28), (50, 21), (74, 28), (78, 42), (70, 54), (50, 58), (30, 54)])
    c.solid(ring, lighter(tone, 0.08), depth=5)
    c.fill(curve([(35, 36), (50, 29), (65, 36), (50, 43)]), darker(tone, 0.45))
    for d in (0, 5):
        c.line(curve([(27, 44 + d * 0.6), (50, 50 + d), (73, 44 + d * 0.6)], closed=False), darker(tone, 0.2), 0.9)


@motif("socks", "Socken", "orange")
def socks(c: Canvas, tone: Colour) -> None:
    for dx, colour in ((16, darker(tone, 0.1)), (-8, tone)):
        c.shadow(50 + dx - 4, 83, 22, 3.4)
        sock = curve(
            [
                (42 + dx, 22),
                (58 + dx, 22),
                (58 + dx, 46),
                (58 + dx, 62),
                (52 + dx, 76),
                (32 + dx, 83),
                (20 + dx, 80),
                (20 + dx, 71),
                (34 + dx, 63),
                (42 + dx, 52),
            ],
            steps=6,
        )
        c.solid(sock, colour, depth=4)
        c.clipped(sock, [box(30 + dx, 18, 40, 9)], CREAM)
        c.clipped(sock, [box(30 + dx, y, 40, 2.6) for y in (32, 38)], lighter(colour, 0.5))
        c.clipped(sock, [oval(19 + dx, 78, 10, 12), oval(60 + dx, 70, 10, 12)], CREAM)


@motif("gloves", "Handschuhe", "teal")
def gloves(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 3.6)
    mitten = curve(
        [(22, 62), (22, 42), (28, 26), (40, 25), (46, 40), (46, 50), (52, 44), (57, 46), (55, 54), (46, 64)], steps=6
    )
    for path, a, x, colour in (
        (turned(mitten, -6), -6, 34, tone),
        (turned(mirrored(mitten, 52), 6), 6, 70, darker(tone, 0.06)),
    ):
        c.solid(path, colour, depth=4)
        cuff = turned(box(x - 13, 60, 26, 18, 3), a)
        c.solid(cuff, lighter(colour, 0.4), depth=3)
        c.clipped(cuff, [turned(box(x - 13 + k * 4, 58, 1.2, 24), a) for k in range(1, 7)], colour, 0.7)
        star = [turned([(x - 2, 38), (x - 2, 50)], k * 60, (x - 2, 44)) for k in range(3)]
        for arm in star:
            c.line(arm, WHITE, 1.4)


@motif("bag", "Tasche", "brown")
def bag(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 34, 4.6)
    c.line(curve([(34, 44), (36, 22), (50, 16), (64, 22), (66, 44)], closed=False), darker(tone, 0.25), 3.6)
    c.solid(curve([(20, 42), (50, 40), (80, 42), (86, 78), (78, 84), (22, 84), (14, 78)], steps=5), tone, depth=6)
    flap = curve([(20, 42), (50, 40), (80, 42), (80, 54), (66, 64), (50, 66), (34, 64), (20, 54)], steps=5)
    c.solid(flap, lighter(tone, 0.12), depth=3)
    c.line(curve([(23, 54), (36, 62), (50, 63.6), (64, 62), (77, 54)], closed=False), lighter(tone, 0.4), 0.7)
    c.solid(box(45.5, 60, 9, 10, 2), GOLD, depth=1.6)


@motif("backpack", "Rucksack", "orange")
def backpack(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 4.4)
    c.line(oval(50, 18, 8, 8, 180, 360), darker(tone, 0.3), 3)
    for x in (24, 76):
        c.solid(box(x - 6, 52, 12, 26, 5), darker(tone, 0.22), depth=2)
    c.solid(curve(symmetric([(40, 17), (29, 24), (25, 40), (25, 76), (31, 84)]), steps=6), tone, depth=6)
    c.solid(box(33, 52, 34, 26, 5), lighter(tone, 0.16), depth=3)
    c.line([(35, 59), (65, 59)], darker(tone, 0.3), 1.2)
    c.solid(box(48.6, 58, 3.2, 6, 1), GOLD, depth=0.8)
    c.line(curve([(32, 42), (50, 36), (68, 42)], closed=False), darker(tone, 0.25), 1.4)
    c.fill(box(43, 26, 14, 6, 2), CREAM)


@motif("belt", "Gürtel", "brown")
def belt(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 34, 4.4)
    for r, k in ((34, 0.24), (27, 0.12), (20, 0)):
        c.line(oval(50, 54, r, r * 0.82), darker(tone, k), 6)
        c.line(oval(50, 53.4, r, r * 0.82), lighter(tone, 0.16 - k * 0.5), 1)
    c.line([(50, 81), (82, 81)], tone, 7)
    c.line([*box(20, 73, 20, 16, 3), (22, 73)], GOLD, 3)
    c.line([(30, 81), (42, 81)], GOLD, 2)


@motif("wallet", "Geldbörse", "brown")
def wallet(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 34, 4.4)
    c.solid(turned(box(22, 32, 54, 16, 2), -7), (178, 204, 176), depth=2)
    c.solid(turned(box(26, 36, 54, 16, 2), 3), (150, 186, 196), depth=2)
    c.solid(box(16, 42, 68, 40, 5), tone, depth=4.4)
    c.line([(20, 47), (80, 47)], lighter(tone, 0.35), 0.8)
    c.line([(20, 77), (80, 77)], lighter(tone, 0.35), 0.8)
    c.solid(box(62, 55, 26, 14, 6), darker(tone, 0.2), depth=2)
    c.solid(oval(69, 62, 3), GOLD, depth=1)


@motif("umbrella", "Regenschirm", "red")
def umbrella(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 16, 3)
    c.line([(50, 20), (50, 76)], DARK_WOOD, 2.6)
    c.line(oval(43.6, 76, 6.4, 6.4, 0, 180), DARK_WOOD, 3)
    dome = [
        *oval(50, 52, 37, 34, 180, 360),
        (87, 52),
        *oval(78, 52, 9, 5, 0, -180),
        *oval(59.5, 52, 9.5, 5, 0, -180),
        *oval(40.5, 52, 9.5, 5, 0, -180),
        *oval(22, 52, 9, 5, 0, -180),
    ]
    c.solid(dome, tone, depth=4)
    c.clipped(
        dome,
        [
            curve([(31, 54), (38, 32), (50, 17), (44, 34), (42, 54)]),
            curve([(69, 54), (62, 32), (50, 17), (56, 34), (58, 54)]),
        ],
        lighter(tone, 0.35),
        0.55,
    )
    c.line([(50, 18), (50, 12)], DARK_WOOD, 2)


@motif("eyewear", "Brille", "dark")
def eyewear(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 74, 36, 4)
    for x in (30, 70):
        c.fill(oval(x, 54, 16, 14), (196, 220, 226))
        c.fill(turned(box(x - 8, 44, 4, 20), 30, (x, 54)), WHITE, 0.5)
        c.line(oval(x, 54, 16, 14), tone, 4)
        c.line(oval(x, 53.6, 16, 14, 200, 300), lighter(tone, 0.4), 1)
    c.line(curve([(45, 51), (50, 47), (55, 51)], closed=False), tone, 3.6)
    for side in (-1, 1):
        c.line(curve([(50 + side * 36, 50), (50 + side * 40, 40), (50 + side * 36, 30)], closed=False), tone, 3.2)


@motif("ring", "Ring", "gold")
def ring(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 20, 4)
    c.line(oval(50, 62, 20, 20), darker(tone, 0.16), 7)
    c.line(oval(50, 61.4, 20, 20), tone, 4.6)
    c.line(oval(49.4, 60.8, 20, 20, 190, 280), WHITE, 1.2, alpha=0.8)
    stone = [(38, 30), (44, 23), (56, 23), (62, 30), (50, 44)]
    c.solid(stone, (150, 200, 210), depth=2.4, light=0.4)
    c.fill([(44, 23), (50, 30), (56, 23)], WHITE, 0.6)
    c.fill([(38, 30), (50, 30), (50, 44)], WHITE, 0.25)
    for a in (200, 250, 290, 340):
        s, e = oval(50, 30, 19, 16, a, a + 1)[0], oval(50, 30, 23, 20, a, a + 1)[0]
        c.line([s, e], GOLD, 1)


@motif("necklace", "Kette", "silver")
def necklace(c: Canvas, tone: Colour) -> None:
    c.solid(curve(symmetric([(40, 14), (39, 34), (24, 46), (20, 66), (24, 86), (40, 86)])), (214, 186, 168), depth=6)
    chain = curve([(39, 30), (38, 48), (44, 62), (50, 67), (56, 62), (62, 48), (61, 30)], closed=False)
    for i, (x, y) in enumerate(chain[::2]):
        c.dot(x, y, 1.5, tone if i % 2 else lighter(tone, 0.5))
    c.solid([(50, 66), (56, 73), (50, 83), (44, 73)], (86, 150, 156), depth=2, light=0.45)
    c.line([(50, 66), (56, 73), (50, 83), (44, 73), (50, 66)], darker(tone, 0.2), 0.9)


@motif("earrings", "Ohrringe", "gold")
def earrings(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 26, 3.4)
    c.solid(box(22, 20, 56, 64, 4), WHITE, depth=4)
    c.fill(box(26, 24, 48, 8, 1), mix(tone, CREAM, 0.6))
    for x in (39, 61):
        c.dot(x, 44, 1.6, darker(tone, 0.3))
        c.line(oval(x, 50, 4, 6, -90, 200), tone, 1.3)
        c.solid(curve([(x, 55), (x + 5.4, 65), (x, 73), (x - 5.4, 65)]), (128, 166, 150), depth=2, light=0.4)
        c.dot(x, 76, 1.6, tone)


@motif("watch", "Armbanduhr", "brown")
def watch(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 88, 16, 3)
    c.solid([(41, 10), (59, 10), (61, 36), (39, 36)], tone, depth=2.6)
    c.solid([(39, 64), (61, 64), (58, 90), (42, 90)], tone, depth=2.6)
    for y in (74, 79, 84):
        c.dot(50, y, 1.1, darker(tone, 0.5))
    c.solid(box(70, 47, 6, 6, 1.5), STEEL, depth=1)
    c.solid(oval(50, 50, 22), STEEL, depth=3, light=0.4)
    c.solid(oval(50, 50, 18), WHITE, depth=1.6, light=0, shade=0.08)
    for i in range(12):
        c.line(turned([(50, 34.6), (50, 37)], i * 30), INK, 1.2 if i % 3 == 0 else 0.7)
    c.line([(50, 50), (50, 40)], INK, 1.8)
    c.line([(50, 50), (58, 54)], INK, 1.5)
    c.dot(50, 50, 1.5, (196, 70, 58))
