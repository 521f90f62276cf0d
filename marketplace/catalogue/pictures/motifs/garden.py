"""Flowers, plants and what a garden needs."""

from math import cos, radians, sin

from marketplace.catalogue.pictures.canvas import Canvas, Path, box, curve, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_LEAF,
    DARK_STEEL,
    GOLD,
    LEAF,
    STEEL,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)

CLAY = (198, 118, 82)


def _blossom(c: Canvas, x: float, y: float, r: float, colour: Colour, petals: int = 6, heart: Colour = GOLD) -> None:
    for i in range(petals):
        a = radians(360 / petals * i)
        c.solid(
            turned(
                oval(x + cos(a) * r * 0.6, y + sin(a) * r * 0.6, r * 0.52, r * 0.36),
                360 / petals * i,
                (x + cos(a) * r * 0.6, y + sin(a) * r * 0.6),
            ),
            colour,
            depth=r * 0.12,
        )
    c.solid(oval(x, y, r * 0.36), heart, depth=r * 0.1)


def _rose(c: Canvas, x: float, y: float, r: float, colour: Colour) -> None:
    c.solid(oval(x, y, r, r * 0.95), colour, depth=r * 0.24)
    for k, (dx, dy, size) in enumerate(((0.1, 0.1, 0.72), (-0.06, -0.04, 0.5), (0.06, 0, 0.28))):
        c.solid(
            oval(x + dx * r, y + dy * r, r * size, r * size * 0.92),
            mix(colour, (250, 230, 220), 0.12 * (k + 1)),
            depth=r * 0.1,
            shade=0.14,
        )
    c.line(
        curve([(x - r * 0.8, y + r * 0.1), (x - r * 0.1, y + r * 0.75), (x + r * 0.78, y + r * 0.2)], closed=False),
        darker(colour, 0.18),
        r * 0.07,
    )


def _tulip(c: Canvas, x: float, y: float, s: float, colour: Colour) -> None:
    c.solid(
        curve(
            [
                (x - 7 * s, y - 9 * s),
                (x - 8 * s, y + 3 * s),
                (x, y + 9 * s),
                (x + 8 * s, y + 3 * s),
                (x + 7 * s, y - 9 * s),
                (x + 3 * s, y - 3 * s),
                (x, y - 11 * s),
                (x - 3 * s, y - 3 * s),
            ],
            steps=5,
        ),
        colour,
        depth=2.2 * s,
    )
    c.solid(
        curve(
            [
                (x - 4 * s, y + 5 * s),
                (x - 4 * s, y - 3 * s),
                (x, y - 9 * s),
                (x + 4 * s, y - 3 * s),
                (x + 4 * s, y + 5 * s),
                (x, y + 8 * s),
            ]
        ),
        lighter(colour, 0.18),
        depth=1.6 * s,
    )


def _blade(x: float, y: float, length: float, angle: float, width: float = 0.26) -> Path:
    half = length / 2
    return turned(
        curve([(x, y), (x + half, y - length * width / 2), (x + length, y), (x + half, y + length * width / 2)]),
        angle,
        (x, y),
    )


def _pot(c: Canvas, colour: Colour = CLAY, top: float = 58) -> None:
    c.shadow(50, 84, 20, 4)
    c.solid([(33, top), (67, top), (62, 84), (38, 84)], colour, depth=4)
    c.solid(box(30, top - 4, 40, 8, 2), lighter(colour, 0.12), depth=2)


@motif("bouquet", "Blumenstrauß", "pink")
def bouquet(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 16, 3.6)
    for a in (-150, -128, -110, -90, -70, -52, -30):
        c.solid(_blade(50, 62, 36, a, 0.2), LEAF if a % 4 else DARK_LEAF, depth=1.6)
    blooms = (
        (32, 40, 11),
        (67, 38, 11),
        (49, 26, 11),
        (50, 45, 13),
        (24, 54, 8),
        (76, 53, 8),
        (37, 22, 7),
        (65, 22, 7),
    )
    others = (tone, lighter(tone, 0.5), (244, 206, 110), darker(tone, 0.14))
    for i, (x, y, r) in enumerate(blooms):
        if i in (0, 3, 5):
            _rose(c, x, y, r, others[i % 2])
        else:
            _blossom(c, x, y, r, others[(i + 1) % 4], 7, (214, 150, 62))
    wrap = curve([(27, 54), (40, 60), (50, 57), (60, 60), (73, 54), (60, 76), (57, 86), (43, 86), (40, 76)])
    c.solid(wrap, CREAM, depth=4)
    c.line([(30, 56), (46, 82)], darker(CREAM, 0.12), 0.9)
    c.line([(70, 56), (55, 82)], darker(CREAM, 0.12), 0.9)
    c.solid(box(40, 72, 20, 5, 2), tone, depth=1.2)


@motif("rose", "Rosen", "red")
def rose(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 16, 3.6)
    for x, y, r, base in ((32, 36, 11, 46), (67, 34, 11, 55), (50, 28, 13, 50)):
        c.line(curve([(x, y + r * 0.7), ((x + base) / 2, 58), (base, 68)], closed=False), DARK_LEAF, 2)
        c.solid(_blade((x + base) / 2, 56, 14, -30 if x > 50 else 200, 0.42), LEAF, depth=1.4)
        _rose(c, x, y, r, tone)
    vase = curve(symmetric([(41, 58), (43, 64), (35, 72), (35, 79), (41, 84)]))
    c.solid(vase, (188, 212, 214), depth=4)
    c.fill(box(39, 70, 2.4, 9, 1.2), WHITE, 0.6)


@motif("tulips", "Tulpen", "yellow")
def tulips(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 18, 3.6)
    for x, y, base, colour in (
        (28, 38, 46, tone),
        (72, 38, 54, lighter(tone, 0.3)),
        (40, 27, 48, darker(tone, 0.1)),
        (60, 26, 52, tone),
        (50, 40, 50, lighter(tone, 0.4)),
    ):
        c.line(curve([(x, y), ((x + base) / 2, 56), (base, 70)], closed=False), LEAF, 2)
        _tulip(c, x, y, 1.1, colour)
    for a, length in ((-130, 30), (-52, 30), (-105, 22)):
        c.solid(_blade(50, 68, length, a, 0.24), DARK_LEAF, depth=1.6)
    jug = curve(symmetric([(37, 58), (40, 64), (33, 74), (35, 82), (42, 84)]))
    c.solid(jug, WHITE, depth=4)
    c.clipped(jug, [box(20, 70, 60, 2), box(20, 74, 60, 1)], (110, 146, 176))


@motif("sunflower", "Sonnenblumen", "yellow")
def sunflower(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 17, 3.6)
    for x, y, r, base in ((32, 40, 16, 46), (68, 36, 15, 54), (50, 30, 12, 50)):
        c.line(curve([(x, y), ((x + base) / 2, 60), (base, 70)], closed=False), DARK_LEAF, 2.4)
        _blossom(c, x, y, r, tone, 13, (104, 68, 46))
        c.solid(oval(x, y, r * 0.44), (104, 68, 46), depth=r * 0.12)
        for i in range(9):
            c.dot(x + (i * 5 % 7 - 3) * r * 0.11, y + (i * 3 % 7 - 3) * r * 0.11, r * 0.04, (206, 150, 70))
    c.solid(_blade(44, 62, 18, 200, 0.5), LEAF, depth=1.6)
    c.solid(_blade(56, 61, 18, -20, 0.5), LEAF, depth=1.6)
    c.solid([(37, 60), (63, 60), (60, 84), (40, 84)], (116, 146, 160), depth=4)
    c.line([(37.6, 66), (62.4, 66)], lighter((116, 146, 160), 0.35), 1.4)


@motif("potplant", "Zimmerpflanze", "green")
def potplant(c: Canvas, tone: Colour) -> None:
    for i, (a, length) in enumerate(((-150, 32), (-30, 32), (-128, 40), (-54, 40), (-106, 44), (-76, 44), (-90, 34))):
        leaf = _blade(50, 58, length, a, 0.36)
        c.solid(leaf, mix(tone, DARK_LEAF, 0.5 if i % 2 else 0.1), depth=2.4)
        end = turned([(50 + length * 0.92, 58)], a, (50, 58))[0]
        c.line([(50, 58), end], lighter(tone, 0.4), 0.7)
    _pot(c, (226, 214, 196))


@motif("flowerpot", "Blühende Topfpflanze", "violet")
def flowerpot(c: Canvas, tone: Colour) -> None:
    for a in (-165, -140, -40, -15, -115, -65):
        c.solid(_blade(50, 56, 30, a, 0.42), DARK_LEAF if a % 2 else LEAF, depth=2)
    for i, (x, y) in enumerate(
        ((36, 42), (50, 36), (64, 42), (30, 52), (43, 50), (57, 50), (70, 52), (43, 28), (58, 28))
    ):
        _blossom(c, x, y, 8, tone if i % 2 else lighter(tone, 0.28), 5, (248, 214, 110))
    _pot(c)


@motif("cactus", "Kaktus", "green")
def cactus(c: Canvas, tone: Colour) -> None:
    c.line(curve([(48, 50), (30, 48), (28, 36)], closed=False), tone, 9)
    c.line(curve([(52, 44), (69, 44), (71, 30)], closed=False), tone, 8)
    c.solid(curve(symmetric([(46, 16), (40, 24), (39, 44), (40, 60)])), tone, depth=4)
    for x in (45, 50, 55):
        for y in range(24, 56, 7):
            c.line([(x - 1, y), (x + 1, y + 1)], CREAM, 0.6)
    _blossom(c, 50, 16, 6, (226, 120, 140), 6)
    _pot(c, (214, 150, 96), 60)


@motif("seeds", "Saatgut", "orange")
def seeds(c: Canvas, tone: Colour) -> None:
    for dx, a, colour in ((-14, -10, lighter(tone, 0.3)), (10, 7, tone)):
        about = (50 + dx, 54)
        c.shadow(50 + dx, 83, 19, 4)
        c.solid(turned(box(32 + dx, 24, 36, 58, 1.5), a, about), CREAM, depth=3)
        c.fill(turned(box(32 + dx, 24, 36, 9), a, about), colour)
        c.fill(turned(box(36 + dx, 38, 28, 28, 2), a, about), lighter(LEAF, 0.6))
        spot = turned([(50 + dx, 52)], a, about)[0]
        _blossom(c, spot[0], spot[1], 9, colour, 8, (120, 82, 52))
        c.line(turned([(40 + dx, 72), (60 + dx, 72)], a, about), colour, 1.6)
        c.line(turned([(43 + dx, 77), (57 + dx, 77)], a, about), colour, 1)
    for i in range(7):
        c.fill(
            turned(oval(66 + i * 4 % 17, 84 + i * 5 % 6, 1.7, 1), i * 50, (66 + i * 4 % 17, 84 + i * 5 % 6)),
            (122, 86, 58),
        )


@motif("soil", "Sack Erde", "forest")
def soil(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 30, 5)
    bag = curve(symmetric([(30, 22), (25, 34), (24, 60), (22, 78), (28, 84), (42, 84)]))
    c.solid(bag, tone, depth=6)
    c.solid([(29, 24), (71, 24), (69, 16), (31, 16)], darker(tone, 0.16), depth=1.5)
    c.fill(curve([(24, 62), (36, 56), (50, 60), (64, 55), (76, 62), (77, 78), (50, 83), (23, 78)]), (110, 78, 58))
    for i in range(18):
        c.dot(27 + i * 13 % 47, 64 + i * 7 % 16, 0.9, (150, 112, 84))
    c.line([(50, 60), (50, 44)], lighter(LEAF, 0.4), 2)
    c.solid(_blade(50, 48, 16, -30, 0.5), lighter(LEAF, 0.35), depth=1.6)
    c.solid(_blade(50, 52, 15, 206, 0.5), lighter(LEAF, 0.25), depth=1.6)


@motif("spade", "Gartengerät", "forest")
def spade(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 30, 4)

    def tool(angle: float, about: tuple[float, float], fork: bool) -> None:
        x, y = about
        c.line(turned([(x, 26), (x, 60)], angle, (x, 60)), WOOD, 3.6)
        c.line(turned([(x - 6, 20), (x + 6, 20)], angle, (x, 60)), tone, 4)
        c.line(turned([(x, 20), (x, 30)], angle, (x, 60)), tone, 4.4)
        if fork:
            c.line(turned([(x - 9, 60), (x + 9, 60)], angle, (x, 60)), DARK_STEEL, 3)
            for dx in (-9, -3, 3, 9):
                c.line(turned([(x + dx, 60), (x + dx, 80)], angle, (x, 60)), DARK_STEEL, 2.2)
        else:
            blade = turned(
                curve([(x - 9, 56), (x - 10, 68), (x - 6, 78), (x, 84), (x + 6, 78), (x + 10, 68), (x + 9, 56)]),
                angle,
                (x, 60),
            )
            c.solid(blade, STEEL, depth=3)
        del y

    tool(-12, (64, 60), fork=True)
    tool(12, (38, 60), fork=False)


@motif("wateringcan", "Gießkanne", "teal")
def wateringcan(c: Canvas, tone: Colour) -> None:
    c.shadow(52, 83, 26, 5)
    c.line(curve([(40, 72), (26, 62), (12, 42)], closed=False), darker(tone, 0.1), 5.4)
    c.solid(turned([(4, 38), (17, 38), (14, 46), (8, 46)], -38, (11, 42)), darker(tone, 0.2), depth=1.4)
    c.line(curve([(74, 52), (88, 52), (88, 70), (74, 76)], closed=False), darker(tone, 0.16), 4)
    c.line(curve([(42, 44), (46, 28), (68, 28), (72, 44)], closed=False), darker(tone, 0.16), 4)
    body = [(38, 46), (74, 46), (77, 83), (35, 83)]
    c.solid(body, tone, depth=5)
    c.fill(oval(56, 46, 18, 4), darker(tone, 0.34))
    c.line([(36.6, 66), (75.4, 66)], lighter(tone, 0.3), 1.4)
    for x, y in ((4, 54), (9, 60), (2, 64), (8, 70)):
        c.fill(curve([(x, y - 3), (x + 1.8, y + 1), (x, y + 2.8), (x - 1.8, y + 1)]), (150, 190, 206))


@motif("planter", "Blumentöpfe", "copper")
def planter(c: Canvas, tone: Colour) -> None:
    for x, top, w, low, colour in ((66, 44, 19, 82, lighter(tone, 0.3)), (36, 52, 22, 84, tone)):
        c.shadow(x, low, w * 0.86, 4)
        c.solid(
            [(x - w * 0.88, top + 4), (x + w * 0.88, top + 4), (x + w * 0.62, low), (x - w * 0.62, low)],
            colour,
            depth=4.4,
        )
        c.solid(box(x - w, top - 3, w * 2, 9, 2.2), lighter(colour, 0.1), depth=2)
        c.fill(oval(x, top - 2.4, w * 0.9, 2.6), darker(colour, 0.35))
    c.line([(19, 66), (53, 66)], lighter(tone, 0.35), 1.2)


@motif("wreath", "Kranz", "forest")
def wreath(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 28, 3.6)
    for i in range(44):
        a = i * 360 / 44
        x, y = 50 + cos(radians(a)) * (27 + i % 3 * 2), 50 + sin(radians(a)) * (27 + i % 3 * 2)
        c.solid(_blade(x, y, 13, a + 60 + i % 4 * 18, 0.3), (tone, LEAF, DARK_LEAF)[i % 3], depth=1.2)
    for i in range(12):
        a = radians(i * 30 + 10)
        c.solid(oval(50 + cos(a) * 28, 50 + sin(a) * 28, 2.9), (196, 62, 56), depth=1, light=0.5)
    c.solid(curve([(50, 80), (38, 72), (33, 79), (38, 86)]), (196, 70, 58), depth=1.6)
    c.solid(curve([(50, 80), (62, 72), (67, 79), (62, 86)]), (196, 70, 58), depth=1.6)
    c.solid(oval(50, 80, 4), darker((196, 70, 58), 0.14), depth=1.2)


@motif("tree", "Baum und Strauch", "green")
def tree(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 22, 4)
    c.solid([(47, 50), (53, 50), (54, 72), (46, 72)], (136, 98, 68), depth=2)
    for x, y, r in ((36, 42, 14), (64, 42, 14), (50, 48, 15), (42, 28, 13), (58, 27, 13)):
        c.solid(oval(x, y, r, r * 0.94), mix(tone, DARK_LEAF, 0.2 if x < 50 else 0.05), depth=3.4)
    for x, y in ((34, 44), (47, 50), (62, 44), (44, 28), (58, 32), (54, 40)):
        c.solid(oval(x, y, 2.6), (206, 70, 58), depth=1, light=0.5)
    c.solid([(34, 70), (66, 70), (62, 84), (38, 84)], (70, 74, 78), depth=4)
