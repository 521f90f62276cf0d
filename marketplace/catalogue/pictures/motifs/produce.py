"""Fruit, vegetables, herbs."""

from marketplace.catalogue.pictures.canvas import Canvas, Path, box, curve, moved, oval, sized, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    DARK_LEAF,
    LEAF,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)

STALK = (112, 82, 54)


def _leaf(x: float, y: float, length: float, angle: float) -> Path:
    """A leaf that starts at (x, y) and points right before it is turned."""
    half = length / 2
    shape = curve([(x, y), (x + half * 0.7, y - half * 0.44), (x + length, y), (x + half * 0.7, y + half * 0.44)])
    return turned(shape, angle, (x, y))


def _apple(c: Canvas, x: float, y: float, r: float, colour: Colour) -> None:
    c.shadow(x, y + r * 0.96, r * 0.86, r * 0.2)
    body = curve(
        symmetric(
            [
                (x - r * 0.3, y - r * 0.86),
                (x - r * 0.86, y - r * 0.62),
                (x - r, y),
                (x - r * 0.76, y + r * 0.72),
                (x - r * 0.28, y + r * 0.98),
            ],
            x,
        )
    )
    c.solid(body, colour, depth=r * 0.24, light=0.3)
    c.fill(
        curve([(x - r * 0.3, y - r * 0.8), (x, y - r * 0.66), (x + r * 0.3, y - r * 0.8), (x, y - r * 0.5)]),
        darker(colour, 0.3),
    )
    c.line(curve([(x, y - r * 0.62), (x + 1, y - r * 0.95), (x + 3, y - r * 1.2)], closed=False), STALK, 1.7)
    c.solid(_leaf(x + 1.5, y - r * 0.95, r * 0.8, -18), LEAF, depth=1.5)


@motif("apple", "Äpfel", "red")
def apple(c: Canvas, tone: Colour) -> None:
    _apple(c, 34, 54, 17, mix(tone, (222, 186, 84), 0.35))
    _apple(c, 66, 53, 18, tone)
    _apple(c, 49, 66, 18, mix(tone, (236, 150, 70), 0.2))


@motif("pear", "Birnen", "lime")
def pear(c: Canvas, tone: Colour) -> None:
    for x, y, a, colour in ((64, 58, 10, darker(tone, 0.06)), (38, 60, -8, tone)):
        c.shadow(x, 82, 17, 4)
        body = curve(
            symmetric([(x - 5, y - 30), (x - 9, y - 16), (x - 18, y + 2), (x - 17, y + 16), (x - 7, y + 23)], x)
        )
        c.solid(turned(body, a, (x, y)), colour, depth=5, light=0.3)
        for i in range(12):
            c.dot(x - 10 + i * 7 % 21, y - 2 + i * 5 % 20, 0.6, darker(colour, 0.25))
        c.line(turned([(x, y - 30), (x + 2, y - 38)], a, (x, y)), STALK, 1.8)
        c.solid(turned(_leaf(x + 1, y - 34, 13, 12), a, (x, y)), LEAF, depth=1.4)


@motif("plums", "Pflaumen", "violet")
def plums(c: Canvas, tone: Colour) -> None:
    dark = darker(tone, 0.35)
    for x, y, r in ((36, 52, 15), (64, 54, 15), (30, 70, 14), (52, 69, 16), (74, 71, 13)):
        c.shadow(x, y + r * 0.8, r * 0.9, 3)
        c.solid(
            turned(oval(x, y, r, r * 0.82), 28, (x, y)),
            dark if (x // 2) % 2 else mix(dark, (92, 62, 110), 0.6),
            depth=4,
            light=0.3,
        )
        c.line(
            curve([(x - r * 0.4, y - r * 0.6), (x, y - r * 0.1), (x + r * 0.3, y + r * 0.6)], closed=False),
            darker(dark, 0.2),
            0.9,
        )
    c.solid(_leaf(42, 42, 18, -30), LEAF, depth=1.6)
    c.solid(_leaf(54, 44, 15, -120), DARK_LEAF, depth=1.6)


@motif("berries", "Beeren in der Schale", "red")
def berries(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 34, 5)
    for x, y in (
        (40, 38),
        (54, 36),
        (66, 42),
        (28, 44),
        (76, 48),
        (22, 52),
        (34, 50),
        (46, 44),
        (58, 50),
        (70, 54),
        (48, 54),
        (38, 58),
        (60, 60),
        (28, 58),
    ):
        berry = curve([(x - 6.4, y - 4), (x, y - 6.4), (x + 6.4, y - 4), (x + 4, y + 5), (x, y + 8), (x - 4, y + 5)])
        c.solid(berry, tone if x % 3 else darker(tone, 0.16), depth=2, light=0.36)
        for dx, dy in ((-2.4, -0.5), (1.6, -1.6), (0, 3)):
            c.dot(x + dx, y + dy, 0.5, (250, 224, 160))
        c.fill(turned(oval(x, y - 5.4, 3.6, 1.3), 14 * (x % 3 - 1), (x, y - 5.4)), LEAF)
    c.solid([(14, 58), (86, 58), (80, 83), (20, 83)], (214, 186, 142), depth=4)
    for x in range(20, 84, 9):
        c.fill(box(x, 64, 1.2, 15), darker((214, 186, 142), 0.12))
    c.solid(box(12, 56, 76, 6, 2), (226, 200, 158), depth=2)


@motif("cherries", "Kirschen", "wine")
def cherries(c: Canvas, tone: Colour) -> None:
    bright = mix(tone, (186, 38, 48), 0.55)
    for x, y, top in ((34, 66, (50, 26)), (58, 70, (50, 26)), (74, 62, (66, 28))):
        c.shadow(x, y + 14, 12, 3)
        c.line(curve([(x, y - 8), ((x + top[0]) / 2 + 3, 46), top], closed=False), LEAF, 1.7)
        c.solid(oval(x, y, 14, 13.4), bright, depth=4, light=0.4)
        c.fill(turned(oval(x - 5, y - 5, 3, 1.8), -40, (x - 5, y - 5)), WHITE, 0.6)
    c.solid(_leaf(50, 27, 24, 200), LEAF, depth=2)
    c.solid(_leaf(66, 28, 20, -18), DARK_LEAF, depth=2)


@motif("citrus", "Zitrusfrüchte", "orange")
def citrus(c: Canvas, tone: Colour) -> None:
    c.shadow(40, 82, 24, 4)
    c.solid(oval(38, 60, 23, 22), tone, depth=6, light=0.3)
    for i in range(24):
        c.dot(24 + i * 11 % 30, 46 + i * 7 % 31, 0.5, darker(tone, 0.16))
    c.solid(_leaf(40, 39, 17, -30), LEAF, depth=1.6)
    c.shadow(68, 83, 19, 3.4)
    c.solid(oval(68, 68, 17, 16), tone, depth=3)
    c.fill(oval(67.4, 67.4, 14.8, 13.9), lighter(tone, 0.75))
    for i in range(8):
        wedge = [(67.4, 67.4), *oval(67.4, 67.4, 13, 12.2, i * 45 + 4, i * 45 + 41)]
        c.fill(sized(wedge, 0.94, (67.4, 67.4)), lighter(tone, 0.14))


@motif("carrots", "Möhren", "orange")
def carrots(c: Canvas, tone: Colour) -> None:
    c.shadow(52, 80, 34, 5)
    for y, a in ((50, -13), (60, 0), (70, 13)):
        for k in (-26, 0, 26):
            leaf = turned(
                turned(curve([(27, y - 1.6), (18, y - 5), (7, y), (18, y + 5), (27, y + 1.6)]), k, (27, y)), a, (26, 60)
            )
            c.solid(leaf, LEAF if k else DARK_LEAF, depth=1.4)
    for y, a in ((50, -13), (70, 13), (60, 0)):
        root = turned(
            curve([(26, y - 7), (34, y - 8), (60, y - 5), (88, y + 1), (60, y + 6), (34, y + 8), (26, y + 6)]),
            a,
            (26, 60),
        )
        c.solid(root, tone, depth=3.4, light=0.3)
        for x in (38, 49, 61, 70):
            c.line(turned([(x, y - 4.4), (x + 0.5, y - 0.5)], a, (26, 60)), darker(tone, 0.22), 0.8)


@motif("potatoes", "Kartoffeln", "sand")
def potatoes(c: Canvas, tone: Colour) -> None:
    skin = mix(tone, (202, 158, 96), 0.6)
    for x, y, r, a in ((30, 56, 17, -12), (62, 50, 18, 16), (46, 70, 19, 6), (77, 69, 14, -20)):
        c.shadow(x, y + r * 0.68, r * 0.95, 3.4)
        body = turned(
            curve(
                [
                    (x - r, y),
                    (x - r * 0.7, y - r * 0.6),
                    (x + r * 0.1, y - r * 0.72),
                    (x + r * 0.9, y - r * 0.4),
                    (x + r, y + r * 0.2),
                    (x + r * 0.4, y + r * 0.7),
                    (x - r * 0.6, y + r * 0.6),
                ]
            ),
            a,
            (x, y),
        )
        c.solid(body, skin if x != 62 else darker(skin, 0.06), depth=4.4)
        for i in range(6):
            c.fill(oval(x + (i * 7 % 11 - 5) * r * 0.13, y + (i * 5 % 9 - 4) * r * 0.12, 1.3, 0.7), darker(skin, 0.26))


@motif("tomatoes", "Tomaten", "red")
def tomatoes(c: Canvas, tone: Colour) -> None:
    c.line(curve([(16, 40), (40, 32), (66, 36), (88, 28)], closed=False), DARK_LEAF, 2.6)
    for x, y, r in ((30, 56, 16), (62, 54, 16), (47, 68, 17), (78, 68, 14)):
        c.shadow(x, y + r * 0.92, r * 0.9, 3)
        c.solid(oval(x, y, r, r * 0.92), tone, depth=4.6, light=0.32)
        for k in range(5):
            c.fill(_leaf(x, y - r * 0.72, r * 0.52, 20 + k * 36 + 180 * (k % 2)), DARK_LEAF)
        c.line([(x, y - r * 0.7), (x + 1.6, y - r * 1.05)], LEAF, 1.7)
        c.fill(turned(oval(x - r * 0.4, y - r * 0.3, 2.6, 1.5), -40, (x - r * 0.4, y - r * 0.3)), WHITE, 0.55)


@motif("lettuce", "Salat und Kohl", "green")
def lettuce(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 5)
    for i, (x, y, r) in enumerate(((28, 56, 21), (72, 56, 21), (50, 48, 22), (34, 68, 20), (66, 68, 20))):
        edge = [
            (x + (r + (2.4 if k % 2 else -1.2)) * px, y + (r * 0.82 + (2 if k % 2 else -1)) * py)
            for k, (px, py) in enumerate((p[0], p[1]) for p in oval(0, 0, 1, 1)[::7])
        ]
        c.solid(curve(edge[:-1]), mix(tone, DARK_LEAF, 0.4 - i * 0.1), depth=3.4)
    heart = oval(50, 62, 19, 17)
    c.solid(heart, lighter(tone, 0.34), depth=4)
    for path in ([(50, 78), (50, 62), (48, 48)], [(50, 70), (60, 60), (63, 52)], [(50, 70), (40, 60), (37, 53)]):
        c.line(curve(path, closed=False), lighter(tone, 0.65), 1.3)


@motif("pumpkin", "Kürbis", "orange")
def pumpkin(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 6)
    for x, rx, shade in ((26, 15, 0.12), (74, 15, 0.16), (36, 16, 0.05), (64, 16, 0.09), (50, 17, 0)):
        c.solid(oval(x, 60, rx, 22 - abs(50 - x) * 0.12), darker(tone, shade), depth=3.4, light=0.2)
    c.solid(curve([(47, 42), (45, 32), (51, 25), (57, 27), (54, 34), (54, 42)]), (116, 134, 78), depth=2)
    c.line(curve([(54, 40), (66, 32), (74, 38), (79, 32)], closed=False), DARK_LEAF, 1.3)


@motif("mushrooms", "Pilze", "sand")
def mushrooms(c: Canvas, tone: Colour) -> None:
    for x, y, s in ((66, 58, 0.9), (36, 62, 1.1), (58, 74, 0.7)):
        c.shadow(x, y + 20 * s, 13 * s, 3)
        c.solid(
            curve(
                [
                    (x - 6 * s, y - 4),
                    (x - 5 * s, y + 10 * s),
                    (x - 7 * s, y + 20 * s),
                    (x + 7 * s, y + 20 * s),
                    (x + 5 * s, y + 10 * s),
                    (x + 6 * s, y - 4),
                ]
            ),
            (244, 232, 210),
            depth=3,
        )
        cap = curve(
            [
                (x - 20 * s, y),
                (x - 15 * s, y - 16 * s),
                (x, y - 22 * s),
                (x + 15 * s, y - 16 * s),
                (x + 20 * s, y),
                (x, y + 3 * s),
            ]
        )
        c.solid(cap, mix(tone, (156, 108, 70), 0.55), depth=4 * s, light=0.28)


@motif("onions", "Zwiebeln", "copper")
def onions(c: Canvas, tone: Colour) -> None:
    skin = mix(tone, (214, 152, 76), 0.5)
    for x, y, s in ((32, 58, 1), (66, 57, 1.05), (50, 70, 0.95)):
        c.shadow(x, y + 16 * s, 15 * s, 3)
        bulb = curve(
            symmetric(
                [
                    (x - 1.6, y - 24 * s),
                    (x - 4, y - 15 * s),
                    (x - 16 * s, y - 4),
                    (x - 15 * s, y + 9 * s),
                    (x - 5 * s, y + 16 * s),
                ],
                x,
            )
        )
        c.solid(bulb, skin, depth=4.6, light=0.3)
        for bend in (-9, -4, 4, 9):
            c.line(
                curve([(x, y - 16 * s), (x + bend * s, y), (x + bend * 0.5 * s, y + 14 * s)], closed=False),
                darker(skin, 0.2),
                0.8,
            )
        for dx in (-2, 0, 2):
            c.line([(x + dx * 0.6, y + 15.5 * s), (x + dx, y + 19 * s)], (232, 214, 180), 0.8)


@motif("herbs", "Kräuter", "green")
def herbs(c: Canvas, tone: Colour) -> None:
    c.shadow(51, 83, 20, 4)
    for x, top, lean in ((40, 26, -12), (47, 18, -3), (54, 20, 4), (61, 27, 13), (50, 30, 0)):
        stem = curve([(50 + (x - 50) * 0.4, 62), (x, 44), (x + lean * 0.6, top)], closed=False)
        c.line(stem, DARK_LEAF, 1.4)
        for k in range(6):
            px, py = stem[min(len(stem) - 1, 6 + k * 3)]
            side = -1 if k % 2 else 1
            c.solid(_leaf(px, py, 10 - k * 0.5, (-40 if side > 0 else 220)), lighter(tone, 0.08 * (k % 3)), depth=1.2)
    pot = [(34, 60), (66, 60), (62, 83), (38, 83)]
    c.solid(pot, (196, 116, 78), depth=4)
    c.solid(box(31, 57, 38, 7, 1.5), (208, 130, 90), depth=2)


@motif("bunch", "Kräuterbund", "green")
def bunch(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 20, 4)
    for i in range(11):
        c.line(turned([(50, 84), (50, 60)], (i - 5) * 4.5, (50, 66)), lighter(tone, 0.25), 1.8)
    for row, (y, spread, count) in enumerate(((56, 15, 4), (46, 24, 5), (36, 29, 6), (27, 22, 5), (20, 11, 3))):
        for i in range(count):
            x = 50 + (i - (count - 1) / 2) * spread * 2 / count
            lobe = [(x + 8 * px, y + 7 * py) for px, py in oval(0, 0, 1)[::15][:-1]]
            ragged = curve([p if k % 2 else (x + (p[0] - x) * 0.72, y + (p[1] - y) * 0.72) for k, p in enumerate(lobe)])
            c.solid(ragged, mix(tone, DARK_LEAF, 0.15 + 0.35 * ((i + row) % 2)), depth=1.8)
    c.solid(box(42, 62, 16, 6, 3), (222, 190, 132), depth=1.5)


@motif("beets", "Rote Bete und Rüben", "wine")
def beets(c: Canvas, tone: Colour) -> None:
    for x, y, s in ((35, 62, 1), (66, 63, 0.95)):
        for lean in (-14, -3, 9):
            c.line(
                curve([(x, y - 10), (x + lean * 0.5, y - 24), (x + lean, y - 34)], closed=False),
                mix(tone, (190, 70, 90), 0.6),
                2,
            )
            c.solid(
                curve([(x + lean - 5, y - 30), (x + lean, y - 46), (x + lean + 6, y - 32), (x + lean, y - 25)]),
                LEAF,
                depth=2,
            )
        c.shadow(x, y + 16 * s, 15, 3)
        c.solid(
            curve(
                symmetric([(x - 5, y - 13 * s), (x - 16 * s, y - 4), (x - 14 * s, y + 9 * s), (x - 3, y + 17 * s)], x)
            ),
            mix(tone, (158, 50, 86), 0.4),
            depth=4.6,
            light=0.28,
        )
        c.line(curve([(x, y + 16 * s), (x + 1, y + 21 * s), (x - 2, y + 25 * s)], closed=False), tone, 1.3)


@motif("beans", "Bohnen und Erbsen", "green")
def beans(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 78, 36, 5)
    for i, (y, a) in enumerate(((44, -14), (58, 8), (70, -6))):
        pod = turned(
            curve([(12, y), (22, y - 6), (50, y - 9), (78, y - 6), (90, y - 2), (78, y + 5), (50, y + 8), (22, y + 6)]),
            a,
            (50, y),
        )
        c.solid(pod, mix(tone, LEAF, 0.3 * i), depth=3)
        if i == 1:
            c.fill(turned(curve([(20, y), (50, y - 5.6), (80, y - 1), (50, y + 5.4)]), a, (50, y)), lighter(tone, 0.5))
        if i == 1:
            for x in range(28, 78, 10):
                ((px, py),) = turned([(x, y - 0.4)], a, (50, y))
                c.solid(oval(px, py, 4.7), lighter(tone, 0.12), depth=1.6, light=0.4)


@motif("nuts", "Nüsse", "copper")
def nuts(c: Canvas, tone: Colour) -> None:
    shell = mix(tone, WOOD, 0.55)
    for x, y, r in ((32, 58, 17), (64, 54, 18), (50, 71, 16), (78, 72, 12)):
        c.shadow(x, y + r * 0.86, r * 0.9, 3)
        c.solid(oval(x, y, r, r * 0.94), shell, depth=4.4)
        c.line(
            curve([(x, y - r), (x + 1.5, y - r * 0.3), (x - 1.5, y + r * 0.3), (x, y + r * 0.92)], closed=False),
            darker(shell, 0.32),
            1.4,
        )
        for side in (-1, 1):
            for k in (0.3, 0.62):
                wave = curve(
                    [(x + side * r * k, y - r * 0.7), (x + side * r * (k + 0.12), y), (x + side * r * k, y + r * 0.66)],
                    closed=False,
                )
                c.line(moved(wave, 0, 0), darker(shell, 0.18), 0.9)
