"""Colours of the drawings: warm, a little dusty, so that two thousand tiles look like one market."""

from hashlib import sha256

Colour = tuple[int, int, int]

INK: Colour = (62, 48, 42)
PAPER: Colour = (250, 244, 232)
WHITE: Colour = (255, 252, 245)
CREAM: Colour = (246, 232, 205)
WOOD: Colour = (193, 142, 94)
DARK_WOOD: Colour = (140, 94, 62)
LEAF: Colour = (104, 142, 88)
DARK_LEAF: Colour = (70, 106, 70)
STEEL: Colour = (176, 182, 186)
DARK_STEEL: Colour = (108, 116, 124)
GLASS: Colour = (206, 224, 222)
GOLD: Colour = (222, 176, 86)
CRUST: Colour = (196, 128, 66)

# The main colour of a subject, by the name that a goods file gives.
TONES: dict[str, Colour] = {
    "red": (196, 70, 58),
    "wine": (128, 44, 60),
    "orange": (226, 132, 62),
    "yellow": (240, 190, 84),
    "lime": (168, 188, 92),
    "green": (98, 146, 92),
    "forest": (60, 98, 76),
    "teal": (74, 146, 142),
    "sky": (132, 178, 204),
    "blue": (74, 112, 164),
    "navy": (52, 68, 106),
    "violet": (132, 102, 156),
    "pink": (228, 152, 158),
    "rose": (208, 108, 124),
    "brown": (142, 94, 62),
    "dark": (84, 62, 54),
    "black": (68, 66, 72),
    "grey": (150, 152, 156),
    "white": (248, 242, 230),
    "cream": (240, 222, 186),
    "sand": (214, 186, 142),
    "gold": (222, 176, 86),
    "copper": (196, 116, 78),
    "silver": (196, 202, 206),
}

# Background, the disc behind the subject, and the table under it.
GROUNDS: dict[str, tuple[Colour, Colour, Colour]] = {
    "apricot": ((250, 224, 192), (253, 236, 212), (236, 198, 156)),
    "blush": ((246, 216, 206), (251, 230, 222), (229, 190, 178)),
    "sage": ((216, 226, 204), (230, 237, 220), (190, 206, 176)),
    "mist": ((208, 224, 228), (225, 236, 238), (180, 202, 208)),
    "straw": ((246, 230, 180), (251, 240, 206), (228, 206, 144)),
    "lilac": ((226, 216, 232), (238, 230, 241), (204, 190, 214)),
    "linen": ((236, 226, 210), (245, 238, 226), (214, 200, 178)),
    "mint": ((204, 228, 216), (222, 239, 230), (172, 206, 190)),
}


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, INK, share)


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, WHITE, share)


def is_pale(colour: Colour) -> bool:
    """True for colours that vanish on paper."""
    return sum(colour) > 630


def contrast(first: Colour, second: Colour) -> float:
    """Distance of two colours, 0 to 1."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / 765


def draw_lots(*words: str) -> int:
    """A number that depends on the words alone: the same picture on every machine."""
    return int.from_bytes(sha256("/".join(words).encode()).digest()[:6])


def ground_for(motif: str, tone: Colour) -> tuple[Colour, Colour, Colour]:
    """One of the backgrounds from which the subject's main colour stands out, chosen by the motif's name."""
    far = sorted(GROUNDS, key=lambda name: -contrast(GROUNDS[name][0], tone))[:5]
    return GROUNDS[sorted(far)[draw_lots(motif, str(tone)) % len(far)]]
