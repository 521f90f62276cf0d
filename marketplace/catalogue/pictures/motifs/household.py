"""Kitchen, table, bed and living room."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, oval, symmetric, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_STEEL,
    DARK_WOOD,
    GOLD,
    INK,
    LEAF,
    STEEL,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)


@motif("plates", "Geschirr", "blue")
def plates(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 5)
    for y in (78, 74, 70):
        c.solid(oval(50, y, 36, 6), WHITE, depth=1.6)
        c.line(oval(50, y - 0.4, 33, 4.8, 10, 170), tone, 1)
    c.solid(oval(40, 44, 27), WHITE, depth=3, shade=0.12)
    c.line(oval(40, 44, 23.4), tone, 1.6)
    c.line(oval(40, 44, 16), darker(WHITE, 0.08), 0.9)
    for i in range(8):
        at = oval(40, 44, 20)[i * 11]
        c.fill(oval(*at, 1.5), tone)
    bowl = curve(symmetric([(58, 52), (60, 62), (66, 69), (71, 70)], 75))
    c.solid(bowl, tone, depth=3)
    c.fill(oval(75, 52, 17, 4), lighter(tone, 0.4))


@motif("bowl", "Keramikschale", "sand")
def bowl(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 24, 5)
    body = curve(symmetric([(16, 48), (20, 64), (33, 78), (42, 83)]))
    c.solid(body, tone, depth=6)
    glaze = curve(
        [(16, 48), (19, 60), (26, 56), (33, 64), (41, 57), (50, 66), (60, 57), (68, 63), (76, 56), (82, 60), (84, 48)]
    )
    c.clipped(body, [glaze], mix(tone, (96, 140, 150), 0.75))
    c.solid(oval(50, 48, 34, 8), lighter(tone, 0.24), depth=1.6, shade=0.06)
    c.fill(oval(50, 49.4, 30.5, 6), mix(tone, (82, 122, 134), 0.8))


@motif("vase", "Vase", "teal")
def vase(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 18, 4.4)
    for x, top, lean in ((40, 14, -10), (52, 8, 3), (62, 16, 12)):
        stem = curve([(50, 40), (x, 28), (x + lean * 0.4, top)], closed=False)
        c.line(stem, mix(LEAF, WOOD, 0.4), 1.3)
        for i in range(6):
            px, py = stem[9 + i * 2 if 9 + i * 2 < len(stem) else -1]
            c.solid(turned(oval(px, py, 3.2, 1.5), 40 if i % 2 else 130, (px, py)), (222, 196, 150), depth=0.8)
    body = curve(symmetric([(43, 36), (45, 42), (36, 52), (31, 66), (36, 80), (43, 84)]))
    c.solid(body, tone, depth=6)
    c.clipped(body, [box(20, 58, 60, 3), box(20, 64, 60, 1.4)], lighter(tone, 0.5))
    c.fill(oval(50, 36.4, 7.4, 2), darker(tone, 0.35))


@motif("pot", "Kochtopf", "red")
def pot(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 32, 5)
    for x, side in ((20, -1), (80, 1)):
        c.line(curve([(x, 54), (x + side * 9, 54), (x + side * 9, 62), (x, 62)], closed=False), DARK_STEEL, 3.4)
    c.solid(curve(symmetric([(20, 46), (20, 66), (22, 80), (28, 83)]), steps=4), tone, depth=6)
    c.line([(21, 74), (79, 74)], lighter(tone, 0.3), 1.2)
    c.solid(box(16, 42, 68, 6, 3), STEEL, depth=1.8)
    c.solid(curve([(19, 43), (30, 33), (50, 29), (70, 33), (81, 43)]), lighter(tone, 0.14), depth=3)
    c.solid(oval(50, 26, 6, 4), INK, depth=1.6)


@motif("pan", "Pfanne", "black")
def pan(c: Canvas, tone: Colour) -> None:
    c.shadow(44, 78, 32, 5)
    c.line([(68, 56), (94, 42)], DARK_WOOD, 6)
    c.line([(68, 55), (92, 42)], lighter(DARK_WOOD, 0.2), 1.6)
    c.solid(oval(42, 62, 33, 17), tone, depth=4)
    c.fill(oval(42, 60, 28, 13), lighter(tone, 0.16))
    c.solid(curve([(24, 60), (32, 52), (46, 51), (58, 56), (56, 66), (42, 69), (28, 67)]), WHITE, depth=2)
    c.solid(oval(42, 59, 8, 6), (244, 182, 62), depth=2, light=0.5)
    c.fill(oval(39.6, 57, 2.4, 1.4), WHITE, 0.7)


@motif("knife", "Messer und Brett", "brown")
def knife(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 4)
    c.solid(turned(box(14, 38, 66, 40, 5), -6), mix(tone, WOOD, 0.75), depth=3.4)
    for y in (47, 56, 66):
        c.line(
            turned(curve([(18, y), (40, y + 2), (62, y - 1), (76, y + 1)], closed=False), -6), darker(WOOD, 0.16), 0.8
        )
    blade = turned([(34, 50), (74, 50), (84, 55), (74, 60), (34, 60)], -38, (50, 55))
    c.solid(blade, STEEL, depth=2)
    c.fill(turned([(34, 57), (76, 57), (72, 60), (34, 60)], -38, (50, 55)), WHITE, 0.6)
    c.solid(turned(box(10, 49.6, 25, 10.6, 3), -38, (50, 55)), darker(tone, 0.35), depth=2)
    for x in (15, 22, 29):
        px, py = turned([(x, 55)], -38, (50, 55))[0]
        c.dot(px, py, 1.2, GOLD)


@motif("spoons", "Küchenhelfer", "sand")
def spoons(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 20, 4)
    for a, kind, colour in ((-17, 0, WOOD), (15, 1, darker(WOOD, 0.16)), (-2, 2, lighter(WOOD, 0.15))):
        c.line(turned([(50, 60), (50, 26)], a, (50, 70)), colour, 3)
        if kind == 0:
            c.solid(turned(oval(50, 20, 7, 10), a, (50, 70)), colour, depth=2)
        elif kind == 1:
            c.solid(turned(box(43, 10, 14, 20, 3), a, (50, 70)), colour, depth=2)
            for x in (46.4, 50, 53.6):
                c.line(turned([(x, 14), (x, 25)], a, (50, 70)), darker(colour, 0.3), 1.2)
        else:
            for x in (44, 47, 50, 53, 56):
                c.line(turned(curve([(50, 30), (x, 22), (50, 8)], closed=False), a, (50, 70)), STEEL, 1)
    c.solid(curve(symmetric([(32, 50), (31, 66), (33, 80), (38, 84)]), steps=5), tone, depth=5)
    c.fill(oval(50, 50.4, 18, 3.6), darker(tone, 0.3))
    c.line([(33, 66), (67, 66)], lighter(tone, 0.4), 1.6)


@motif("glasses", "Gläser", "sky")
def glasses(c: Canvas, tone: Colour) -> None:
    for x, s in ((34, 1.0), (66, 1.0)):
        c.shadow(x, 83, 13 * s, 3)
        body = [(x - 15, 36), (x + 15, 36), (x + 12, 82), (x - 12, 82)]
        c.fill(body, WHITE, 0.55)
        c.fill([(x - 13.6, 52), (x + 13.6, 52), (x + 11.6, 80), (x - 11.6, 80)], tone, 0.7)
        c.fill(oval(x, 52, 13.6, 2.6), lighter(tone, 0.4))
        c.line(oval(x, 36, 15, 3), WHITE, 1)
        c.fill(box(x - 11, 42, 2.2, 32, 1), WHITE, 0.7)
        for k in (-5, 1, 7):
            c.line([(x + k, 58), (x + k * 0.8, 78)], WHITE, 0.8, alpha=0.5)


@motif("towels", "Handtücher", "teal")
def towels(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 36, 5)
    for i, (y, colour) in enumerate(((68, tone), (54, lighter(tone, 0.5)), (40, darker(tone, 0.14)), (27, CREAM))):
        inset = i * 1.5
        body = box(16 + inset, y, 68 - inset * 2, 15, 6)
        c.solid(body, colour, depth=3)
        c.line(
            curve(
                [
                    (82 - inset, y + 3),
                    (24 + inset, y + 4.5),
                    (19 + inset, y + 8),
                    (24 + inset, y + 11.5),
                    (82 - inset, y + 12.5),
                ],
                closed=False,
            ),
            darker(colour, 0.14),
            0.9,
        )
        c.clipped(body, [box(60, y, 2.4, 15), box(65, y, 1.2, 15)], lighter(colour, 0.45))


@motif("pillow", "Kissen und Bettwäsche", "sky")
def pillow(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 38, 5)
    back = curve([(18, 26), (50, 29), (82, 26), (80, 48), (83, 68), (50, 66), (17, 68), (20, 48)])
    c.solid(back, lighter(tone, 0.5), depth=5)
    front = curve([(26, 40), (58, 44), (90, 40), (87, 60), (91, 82), (58, 79), (25, 82), (29, 60)])
    c.solid(front, tone, depth=6)
    dots = [oval(x + (y // 9 % 2) * 5, y, 1.7) for x in range(28, 92, 10) for y in range(44, 82, 9)]
    c.clipped(front, dots, WHITE, 0.85)


@motif("blanket", "Decke", "copper")
def blanket(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 36, 4.6)
    for i in range(13):
        c.line([(20 + i * 5, 78), (19.5 + i * 5, 85)], lighter(tone, 0.3), 1.3)
    body = curve([(18, 36), (50, 30), (82, 36), (83, 58), (82, 79), (50, 80), (18, 79), (17, 58)], steps=6)
    c.solid(body, tone, depth=5)
    bands = [box(10, y, 80, w) for y, w in ((42, 4), (50, 1.6), (56, 4), (64, 1.6), (70, 4))]
    c.clipped(body, bands, lighter(tone, 0.4), 0.85)
    c.clipped(body, [box(x, 20, w, 70) for x, w in ((26, 4), (36, 1.6), (48, 4), (60, 1.6), (70, 4))], CREAM, 0.35)
    fold = curve([(18, 36), (50, 30), (82, 36), (74, 44), (50, 42), (26, 44)])
    c.solid(fold, darker(tone, 0.1), depth=2)


@motif("candle", "Kerzen", "cream")
def candle(c: Canvas, tone: Colour) -> None:
    for x, top, w, colour in ((30, 48, 17, darker(tone, 0.08)), (70, 56, 18, lighter(tone, 0.35)), (50, 34, 20, tone)):
        c.shadow(x, 83, w * 0.62, 3)
        c.solid(box(x - w / 2, top, w, 83 - top, 3), colour, depth=4)
        c.fill(oval(x, top + 1.6, w / 2 - 0.6, 2.6), lighter(colour, 0.4))
        c.line([(x, top + 1), (x, top - 4)], INK, 1)
        c.fill(oval(x, top - 9, 9, 10), (255, 226, 140), 0.28)
        c.fill(curve([(x, top - 16), (x + 3.6, top - 8), (x, top - 4), (x - 3.6, top - 8)]), (244, 160, 62))
        c.fill(curve([(x, top - 11), (x + 1.8, top - 7), (x, top - 4.6), (x - 1.8, top - 7)]), (255, 232, 150))


@motif("lamp", "Leuchte", "yellow")
def lamp(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 20, 4)
    c.fill([(30, 46), (70, 46), (84, 84), (16, 84)], (255, 240, 190), 0.45)
    c.line([(50, 44), (50, 80)], DARK_WOOD, 3.4)
    c.solid(oval(50, 81, 16, 4), DARK_WOOD, depth=2)
    c.solid([(38, 16), (62, 16), (74, 48), (26, 48)], tone, depth=5)
    c.line([(37, 19), (63, 19)], lighter(tone, 0.4), 1.2)
    c.line([(27.6, 44.4), (72.4, 44.4)], darker(tone, 0.2), 1.2)
    c.line([(60, 48), (60, 58)], GOLD, 0.9)
    c.dot(60, 59, 1.6, GOLD)


@motif("bulb", "Leuchtmittel", "yellow")
def bulb(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 14, 3.6)
    c.fill(oval(50, 42, 34), (255, 240, 180), 0.5)
    glass = curve(symmetric([(50, 16), (36, 20), (27, 34), (30, 50), (39, 60), (41, 68)]))
    c.solid(glass, lighter(tone, 0.35), depth=5, light=0.4)
    c.line(
        curve([(44, 66), (42, 48), (47, 52), (50, 44), (53, 52), (58, 48), (56, 66)], closed=False),
        darker(tone, 0.2),
        1.4,
    )
    for y in (67, 72, 77):
        c.solid(box(40, y, 20, 4.4, 2), STEEL, depth=1)
    c.solid(box(45, 81, 10, 4, 2), DARK_STEEL, depth=1)


@motif("basket", "Korb", "sand")
def basket(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 5)
    c.line(curve([(20, 52), (26, 26), (50, 16), (74, 26), (80, 52)], closed=False), darker(tone, 0.22), 4.6)
    c.line(curve([(20, 51), (26, 25), (50, 15), (74, 25), (80, 51)], closed=False), lighter(tone, 0.2), 1.4)
    body = [(16, 50), (84, 50), (77, 84), (23, 84)]
    c.solid(body, tone, depth=5)
    for row, y in enumerate(range(53, 84, 6)):
        pieces = [box(12 + (row % 2) * 5 + k * 10, y, 6.4, 4, 1.6) for k in range(8)]
        c.clipped(body, pieces, darker(tone, 0.16))
    c.solid(box(13, 47, 74, 6, 3), lighter(tone, 0.14), depth=2)


@motif("frame", "Bilderrahmen", "gold")
def frame(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 4)
    c.solid(box(22, 16, 56, 68, 1.5), mix(tone, WOOD, 0.3), depth=3)
    c.fill(box(28, 22, 44, 56), WHITE)
    c.fill(box(33, 28, 34, 44), (206, 224, 226))
    picture = box(33, 28, 34, 44)
    c.clipped(picture, [curve([(28, 60), (42, 48), (54, 58), (72, 46), (72, 80), (28, 80)])], LEAF)
    c.clipped(picture, [curve([(28, 66), (46, 60), (72, 66), (72, 80), (28, 80)])], darker(LEAF, 0.25))
    c.dot(58, 38, 4.6, (244, 190, 90))


@motif("brush", "Bürsten und Besen", "copper")
def brush(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 4)
    c.line([(66, 12), (66, 62)], WOOD, 4)
    c.solid(box(52, 60, 28, 8, 2), tone, depth=2)
    for x in range(53, 80, 3):
        c.line([(x, 68), (x + (x - 66) * 0.12, 83)], (216, 186, 132), 2.2)
    c.solid(turned(box(24, 26, 12, 36, 6), 10, (30, 44)), WOOD, depth=2.6)
    c.solid(turned(oval(30, 66, 13, 9), 10, (30, 44)), tone, depth=2.6)
    for i in range(9):
        start, end = turned([(19 + i * 2.8, 72), (17.4 + i * 3.1, 82)], 10, (30, 44))
        c.line([start, end], (236, 218, 180), 1.8)


@motif("clock", "Uhr", "navy")
def clock(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 24, 3.6)
    c.solid(oval(50, 50, 33), tone, depth=4)
    c.solid(oval(50, 50, 27.5), WHITE, depth=2, shade=0.1, light=0)
    for i in range(12):
        (ox, oy), (ix, iy) = turned([(50, 25.6), (50, 30 if i % 3 == 0 else 28)], i * 30)
        c.line([(ox, oy), (ix, iy)], INK, 1.6 if i % 3 == 0 else 0.9)
    c.line([(50, 50), (39, 41)], INK, 2.6)
    c.line([(50, 50), (62, 33)], INK, 1.8)
    c.line([(50, 54), (47, 68)], (196, 70, 58), 0.9)
    c.dot(50, 50, 2.4, (196, 70, 58))


@motif("chair", "Stuhl und Möbel", "teal")
def chair(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 85, 28, 4)
    for x, a in ((34, 6), (66, -6), (40, 3), (60, -3)):
        c.line(turned([(x, 60), (x, 84)], a, (x, 60)), WOOD if x in (34, 66) else darker(WOOD, 0.22), 3.2)
    c.solid(curve([(32, 20), (50, 16), (68, 20), (69, 44), (66, 54), (34, 54), (31, 44)]), tone, depth=5)
    for x in (42, 50, 58):
        c.dot(x, 34, 1.2, darker(tone, 0.3))
    c.solid(curve([(26, 54), (50, 51), (74, 54), (74, 64), (50, 66), (26, 64)]), lighter(tone, 0.1), depth=4)


@motif("rug", "Teppich", "wine")
def rug(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 80, 40, 4)
    body = [(22, 40), (78, 40), (92, 78), (8, 78)]
    for i in range(22):
        c.line([(9 + i * 3.95, 78), (8.6 + i * 3.95, 83)], CREAM, 1.1)
    c.solid(body, tone, depth=3)
    c.fill([(27, 44), (73, 44), (83, 74), (17, 74)], CREAM)
    c.fill([(30, 46.5), (70, 46.5), (78, 71), (22, 71)], darker(tone, 0.08))
    for x, y, s in ((50, 58, 1), (36, 58, 0.6), (64, 58, 0.6)):
        c.fill([(x, y - 9 * s), (x + 12 * s, y), (x, y + 10 * s), (x - 12 * s, y)], (232, 182, 100))
        c.fill([(x, y - 4 * s), (x + 5 * s, y), (x, y + 4.4 * s), (x - 5 * s, y)], tone)


@motif("cloth", "Tischwäsche", "red")
def cloth(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 36, 4.4)
    body = curve([(16, 46), (50, 42), (84, 46), (86, 62), (84, 79), (50, 81), (16, 79), (14, 62)], steps=5)
    c.solid(body, CREAM, depth=4)
    c.clipped(body, [box(x, 30, 5, 60) for x in range(16, 90, 12)], tone, 0.45)
    c.clipped(body, [box(10, y, 80, 5) for y in range(44, 84, 12)], tone, 0.45)
    c.solid(curve([(16, 46), (50, 42), (84, 46), (78, 54), (50, 52), (22, 54)]), lighter(CREAM, 0.4), depth=2)
    c.solid(turned(box(30, 26, 40, 20, 1), -8, (50, 36)), WHITE, depth=2)
    c.line(turned([(33, 40), (67, 40)], -8, (50, 36)), tone, 1.8)


@motif("cleaner", "Reinigungsmittel", "green")
def cleaner(c: Canvas, tone: Colour) -> None:
    c.shadow(48, 84, 20, 4)
    c.solid(curve(symmetric([(40, 42), (34, 50), (32, 62), (32, 79), (36, 84)], 48), steps=5), tone, depth=5)
    c.solid([(42, 30), (54, 30), (55, 44), (41, 44)], WHITE, depth=2)
    c.solid([(36, 20), (60, 20), (72, 25), (72, 29), (58, 30), (40, 30)], darker(tone, 0.3), depth=2)
    c.line(curve([(58, 30), (60, 35), (58, 40)], closed=False), darker(tone, 0.3), 2.4)
    c.fill(box(35, 56, 26, 20, 2), WHITE)
    c.fill(turned(curve([(48, 72), (42, 66), (48, 58), (54, 66)]), 20, (48, 66)), LEAF)
    for x, y, r in ((80, 22, 1.4), (84, 27, 1.8), (80, 33, 1.2), (88, 20, 1), (90, 32, 1.4)):
        c.fill(oval(x, y, r), WHITE, 0.9)
