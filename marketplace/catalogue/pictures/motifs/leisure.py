"""Bicycles, sport, outdoors, music, needlework."""

from marketplace.catalogue.pictures.canvas import Canvas, box, curve, mirrored, oval, turned
from marketplace.catalogue.pictures.motifs.registry import motif
from marketplace.catalogue.pictures.palette import (
    CREAM,
    DARK_STEEL,
    DARK_WOOD,
    GOLD,
    INK,
    STEEL,
    TONES,
    WHITE,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)


def _wheel(c: Canvas, x: float, y: float, r: float) -> None:
    c.line(oval(x, y, r), INK, 2.6)
    c.line(oval(x, y, r - 2.4), STEEL, 0.9)
    for k in range(6):
        c.line(turned([(x, y - r + 2.6), (x, y + r - 2.6)], k * 30 + 8, (x, y)), (190, 192, 190), 0.45)
    c.dot(x, y, 2, DARK_STEEL)


@motif("bike", "Fahrrad", "teal")
def bike(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 44, 3.4)
    for x in (24, 76):
        _wheel(c, x, 66, 18)
    c.line([(24, 66), (40, 44), (68, 42), (48, 66), (40, 44)], tone, 3)
    c.line([(24, 66), (48, 66)], tone, 2.6)
    c.line([(76, 66), (67, 36)], tone, 3)
    c.line([(48, 66), (38, 38)], darker(tone, 0.2), 2.4)
    c.line(curve([(67, 36), (70, 30), (78, 31), (80, 35)], closed=False), DARK_STEEL, 2.4)
    c.solid(curve([(30, 37), (38, 34), (47, 36), (42, 39.6), (33, 40)]), DARK_WOOD, depth=1.4)
    c.line(oval(24, 66, 19.6, 19.6, 190, 320), darker(tone, 0.1), 1.6)
    c.line(oval(76, 66, 19.6, 19.6, 200, 330), darker(tone, 0.1), 1.6)
    c.line(oval(48, 66, 5), DARK_STEEL, 1.6)
    c.line([(48, 66), (54, 74)], DARK_STEEL, 1.8)
    c.line([(51, 75), (58, 74)], INK, 2)
    c.solid(box(66, 38, 14, 0.1, 0), tone, shade=0, light=0)


@motif("kidsbike", "Kinderrad", "red")
def kidsbike(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 38, 3.4)
    for x in (28, 72):
        _wheel(c, x, 69, 15)
    c.line([(28, 69), (44, 52), (66, 48), (50, 69), (44, 52)], tone, 4.4)
    c.line([(28, 69), (50, 69)], tone, 3.6)
    c.line([(72, 69), (64, 36)], tone, 3.8)
    c.line([(44, 54), (41, 42)], darker(tone, 0.2), 2.8)
    c.line([(60, 34), (70, 31)], DARK_STEEL, 2.6)
    c.dot(71, 31, 2.8, TONES["yellow"])
    c.solid(curve([(33, 41), (41, 38), (50, 40), (45, 44), (36, 44)]), INK, depth=1.4)
    c.line(oval(50, 69, 4.4), DARK_STEEL, 1.6)
    c.line([(50, 69), (55, 76)], DARK_STEEL, 1.8)
    c.line([(52, 77), (59, 76)], INK, 2)
    c.line([(24, 50), (24, 30)], WOOD, 1.2)
    c.fill([(24, 28), (36, 33), (24, 38)], TONES["orange"])


@motif("helmet", "Helm", "blue")
def helmet(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 34, 4.6)
    shell = curve([(16, 64), (18, 46), (32, 32), (54, 28), (74, 36), (86, 54), (88, 66), (60, 68), (36, 68)], steps=7)
    c.solid(shell, tone, depth=6)
    for x in (34, 48, 62):
        c.clipped(shell, [turned(oval(x, 45, 4.4, 11), 12, (x, 45))], darker(tone, 0.45))
    c.solid(
        curve([(14, 63), (40, 66), (66, 66), (90, 64), (92, 71), (62, 74), (34, 74), (13, 70)], steps=5),
        darker(tone, 0.22),
        depth=2,
    )
    c.line(curve([(30, 72), (40, 86), (52, 88), (62, 73)], closed=False), INK, 2)


@motif("lock", "Schloss", "black")
def lock(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 28, 4.4)
    c.line(curve([(33, 52), (33, 30), (50, 17), (67, 30), (67, 52)], closed=False), DARK_STEEL, 8.4)
    c.line(curve([(31, 50), (31, 30), (49, 15.6)], closed=False), lighter(STEEL, 0.5), 1.6)
    c.solid(box(24, 48, 52, 36, 6), tone, depth=4.4)
    c.fill(oval(50, 62, 5.4), GOLD)
    c.fill([(48, 63), (52, 63), (53.4, 75), (46.6, 75)], GOLD)
    c.line([(28, 54), (72, 54)], lighter(tone, 0.3), 0.8)


@motif("tyre", "Reifen und Schlauch", "black")
def tyre(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 86, 26, 4)
    c.line(oval(50, 50, 30), tone, 9)
    c.line(oval(50, 50, 25.4), lighter(tone, 0.25), 1)
    for k in range(36):
        (ox, oy), (ix, iy) = turned([(50, 16), (50, 20)], k * 10)
        c.line([(ox, oy), (ix, iy)], lighter(tone, 0.22), 1.6)
    c.line(oval(50, 50, 20), STEEL, 2.4)
    for k in range(9):
        c.line(turned([(50, 31), (50, 69)], k * 20), (196, 198, 196), 0.5)
    c.solid(oval(50, 50, 5), DARK_STEEL, depth=1.4)


@motif("bell", "Klingel und Licht", "silver")
def bell(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 83, 32, 4.4)
    c.line([(8, 72), (92, 72)], DARK_STEEL, 7)
    c.line([(10, 70), (90, 70)], lighter(STEEL, 0.4), 1.3)
    c.solid(box(40, 62, 20, 12, 3), INK, depth=1.6)
    c.solid([*oval(50, 60, 28, 28, 180, 360), (78, 60)], tone, depth=5, light=0.4)
    c.solid(box(20, 58, 60, 5, 2.5), darker(tone, 0.2), depth=1.4)
    c.solid(oval(50, 32, 4.4, 3), darker(tone, 0.3), depth=1)
    c.fill(turned(oval(38, 46, 3.4, 9), 28, (38, 46)), WHITE, 0.55)
    for a in (-40, 0, 40):
        c.line(turned([(50, 14), (50, 22)], a, (50, 56)), GOLD, 1.6)


@motif("pump_tool", "Luftpumpe und Radpflege", "green")
def pump_tool(c: Canvas, tone: Colour) -> None:
    c.shadow(44, 85, 26, 4)
    c.line([(40, 20), (40, 46)], STEEL, 3)
    c.line([(28, 19), (52, 19)], tone, 5)
    c.solid(box(33, 42, 14, 38, 3), tone, depth=3)
    c.solid(box(24, 79, 32, 5, 2), INK, depth=1.4)
    c.line(curve([(46, 76), (60, 76), (66, 60), (60, 48), (70, 40)], closed=False), INK, 2.4)
    c.solid(oval(40, 70, 5.4), WHITE, depth=1.4)
    c.line([(40, 70), (42.6, 67)], (196, 70, 58), 1)
    c.solid(box(66, 56, 18, 28, 3), lighter(tone, 0.35), depth=3)
    c.solid([(72, 56), (78, 56), (76, 46), (74, 46)], GOLD, depth=1)
    c.fill(box(66, 64, 18, 11), WHITE)
    c.fill(curve([(75, 65.6), (78, 70), (75, 73.6), (72, 70)]), tone)


@motif("tent", "Zelt", "orange")
def tent(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 82, 44, 4.4)
    for x, s in ((12, 0.7), (90, 0.9), (82, 0.6)):
        c.fill([(x, 50 - 22 * s), (x + 8 * s, 74), (x - 8 * s, 74)], TONES["forest"])
    c.solid([(52, 28), (90, 80), (38, 80)], darker(tone, 0.16), depth=3)
    c.solid([(52, 28), (12, 76), (38, 80)], tone, depth=3)
    c.fill([(50, 40), (58, 79), (38, 80)], darker(tone, 0.55))
    c.fill([(50, 40), (44, 66), (38, 80)], lighter(tone, 0.4))
    c.line([(52, 28), (38, 80)], lighter(tone, 0.3), 1)
    c.line([(12, 76), (6, 81)], WOOD, 1)
    c.line([(90, 80), (96, 83)], WOOD, 1)


@motif("flask", "Trinkflasche", "teal")
def flask(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 18, 4)
    c.line(oval(50, 18, 6, 6, 180, 360), darker(tone, 0.4), 2.4)
    c.solid(box(41, 18, 18, 14, 3), STEEL, depth=2.4)
    c.solid(box(35, 30, 30, 54, 7), tone, depth=5)
    c.fill(box(39, 36, 3, 40, 1.5), WHITE, 0.4)
    c.fill([(44, 66), (51, 52), (55, 59), (58, 54), (62, 66)], WHITE, 0.85)
    c.line([(36, 74), (64, 74)], lighter(tone, 0.35), 1.2)


@motif("racket", "Schläger und Bälle", "yellow")
def racket(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 32, 4)
    about = (46, 42)
    head = turned(oval(46, 36, 20, 25), 24, about)
    c.fill(head, WHITE, 0.5)
    for k in range(-16, 17, 5):
        c.clipped(
            head,
            [turned(box(46 + k, 8, 0.6, 60), 24, about), turned(box(20, 36 + k * 1.2, 60, 0.6), 24, about)],
            (150, 150, 146),
        )
    c.line([*head, head[0]], (196, 70, 58), 3.4)
    c.line(turned([(46, 61), (46, 88)], 24, about), DARK_WOOD, 5)
    c.line(turned([(46, 70), (46, 88)], 24, about), INK, 5)
    for x, y in ((74, 72), (62, 80)):
        c.solid(oval(x, y, 8), mix(tone, (200, 214, 92), 0.6), depth=2.4)
        c.line(curve([(x - 6, y - 5), (x, y - 1), (x - 4, y + 7)], closed=False), WHITE, 1)


@motif("football", "Fußball", "black")
def football(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 26, 5)
    shape = oval(50, 52, 31)
    c.solid(shape, WHITE, depth=6)
    patches = [turned([(50, 41), (60.5, 48.6), (56.5, 61), (43.5, 61), (39.5, 48.6)], 0)]
    for k in range(5):
        ((px, py),) = turned([(50, 22)], k * 72, (50, 52))
        patches.append([(px + 9 * x, py + 9 * y) for x, y in oval(0, 0, 1, 1)[::18]])
    c.clipped(shape, patches, tone)
    for k in range(5):
        c.line(turned([(50, 41), (50, 30)], k * 72, (50, 52)), tone, 0.9)
    c.fill(turned(oval(38, 36, 7, 4), -40, (38, 36)), WHITE, 0.7)


@motif("sled", "Schlitten und Winterspaß", "red")
def sled(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 42, 4)
    for dy, colour in ((-7, darker(WOOD, 0.2)), (0, WOOD)):
        c.line(
            curve([(10, 82 + dy), (70, 82 + dy), (86, 76 + dy), (88, 64 + dy), (80, 58 + dy)], closed=False),
            colour,
            3.2,
        )
        for x in (26, 62):
            c.line([(x, 81 + dy), (x + 3, 62 + dy)], colour, 2.8)
    for k in range(4):
        c.solid(
            [
                (12 + k * 3, 55 + k * 3),
                (76 + k * 3, 55 + k * 3),
                (77.6 + k * 3, 57.6 + k * 3),
                (13.6 + k * 3, 57.6 + k * 3),
            ],
            tone,
            depth=0.8,
        )
    c.line(curve([(84, 60), (94, 50), (92, 38)], closed=False), CREAM, 1.2)
    for x, y in ((20, 24), (44, 16), (66, 28), (82, 18), (32, 40), (56, 44)):
        for k in range(3):
            c.line(turned([(x - 3, y), (x + 3, y)], k * 60, (x, y)), WHITE, 1)


@motif("binoculars", "Fernglas", "forest")
def binoculars(c: Canvas, tone: Colour) -> None:
    c.shadow(50, 84, 30, 4.4)
    barrel = curve([(28, 26), (42, 26), (46, 44), (46, 76), (18, 76), (18, 60)], steps=4)
    for path in (barrel, mirrored(barrel)):
        c.solid(path, tone, depth=4.4)
    for x in (35, 65):
        c.solid(box(x - 9, 20, 18, 8, 3), INK, depth=1.6)
    for x in (32, 68):
        c.solid(box(x - 15, 74, 30, 9, 3), INK, depth=2)
    c.solid(box(45, 38, 10, 22, 3), darker(tone, 0.4), depth=2)
    c.solid(oval(50, 34, 5), STEEL, depth=1.4)
    c.line(curve([(24, 40), (14, 30), (22, 14), (50, 8), (78, 14), (86, 30), (76, 40)], closed=False), DARK_WOOD, 1.8)
