"""A small drawing board over Pillow: shapes are point lists in a square of 100 x 100, light falls from the upper left.

Everything is drawn larger and scaled down (`scale` x supersampling), so edges are smooth without a vector library.
"""

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from marketplace.catalogue.pictures.palette import INK, WHITE, Colour

Point = tuple[float, float]
Path = list[Point]


def oval(x: float, y: float, rx: float, ry: float | None = None, start: float = 0, end: float = 360) -> Path:
    """An ellipse or a part of it, angles in degrees clockwise from three o'clock."""
    ry = rx if ry is None else ry
    steps = max(24, int(abs(end - start) / 4))
    angles = [(start + (end - start) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in angles]


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> Path:
    """A rectangle by its upper left corner, with rounded corners."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    right, low = x + width - r, y + height - r
    return [
        *oval(x + r, y + r, r, r, 180, 270),
        *oval(right, y + r, r, r, 270, 360),
        *oval(right, low, r, r, 0, 90),
        *oval(x + r, low, r, r, 90, 180),
    ]


def curve(points: Sequence[Point], *, closed: bool = True, steps: int = 10) -> Path:
    """A smooth line through the points (Catmull-Rom)."""
    count = len(points)
    path: Path = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k - 1) % count] for k in range(4))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k - 1, 0), count - 1)] for k in range(4))
        for step in range(steps):
            t = step / steps
            path.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        path.append(points[-1])
    return path


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def turned(path: Iterable[Point], degrees: float, about: Point = (50, 50)) -> Path:
    """The path rotated clockwise."""
    angle = degrees * pi / 180
    c, s = cos(angle), sin(angle)
    cx, cy = about
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in path]


def moved(path: Iterable[Point], dx: float, dy: float) -> Path:
    return [(x + dx, y + dy) for x, y in path]


def sized(path: Iterable[Point], factor: float, about: Point = (50, 50)) -> Path:
    return [(about[0] + (x - about[0]) * factor, about[1] + (y - about[1]) * factor) for x, y in path]


def mirrored(path: Iterable[Point], axis: float = 50) -> Path:
    """The path mirrored at a vertical axis."""
    return [(2 * axis - x, y) for x, y in path]


def symmetric(left: Sequence[Point], axis: float = 50) -> list[Point]:
    """A closed outline from its left half, given from top to bottom."""
    return [*left, *((2 * axis - x, y) for x, y in reversed(left))]


class Canvas:
    """A picture while it is drawn. `place` shifts and scales everything drawn inside a `with` block."""

    def __init__(self, width: int, height: int, background: Colour, *, supersampling: int = 2) -> None:
        self._unit = min(width, height) * supersampling / 100
        self.width, self.height = width * supersampling / self._unit, height * supersampling / self._unit
        self._supersampling = supersampling
        self._origin: tuple[int, int] = (0, 0)
        self.image: Image.Image
        self._draw: ImageDraw.ImageDraw
        self._glaze: ImageDraw.ImageDraw
        self._paint_on(Image.new("RGB", (width * supersampling, height * supersampling), background))
        self._dx, self._dy, self._factor = 0.0, 0.0, 1.0

    # -- where things go

    def placed(self, paint: Callable[["Canvas"], None], dx: float, dy: float, factor: float) -> None:
        """Let `paint` draw in its own 100 x 100 square that starts at (dx, dy) and is `factor` as large."""
        before = self._dx, self._dy, self._factor
        self._dx, self._dy = self._dx + dx * self._factor, self._dy + dy * self._factor
        self._factor *= factor
        try:
            paint(self)
        finally:
            self._dx, self._dy, self._factor = before

    def _pixels(self, path: Iterable[Point]) -> list[Point]:
        u, f, (left, upper) = self._unit, self._factor, self._origin
        return [((self._dx + x * f) * u - left, (self._dy + y * f) * u - upper) for x, y in path]

    # -- plain marks

    def fill(self, path: Sequence[Point], colour: Colour, alpha: float = 1) -> None:
        if alpha >= 1:
            self._draw.polygon(self._pixels(path), fill=colour)
        else:
            self._glaze.polygon(self._pixels(path), fill=(*colour, round(alpha * 255)))

    def line(self, path: Sequence[Point], colour: Colour, width: float = 1, alpha: float = 1) -> None:
        """A stroke with round ends and joints."""
        pixels = self._pixels(path)
        thick = max(1, round(width * self._factor * self._unit))
        if alpha < 1:
            self._veil(pixels, thick, colour, alpha)
            return
        self._draw.line(pixels, fill=colour, width=thick, joint="curve")
        r = thick / 2
        for x, y in pixels:
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def _veil(self, pixels: list[Point], thick: int, colour: Colour, alpha: float) -> None:
        left, upper, right, lower = self._bounds(pixels, thick)
        mask = Image.new("L", (right - left, lower - upper), 0)
        shifted = [(x - left, y - upper) for x, y in pixels]
        draw = ImageDraw.Draw(mask)
        draw.line(shifted, fill=round(alpha * 255), width=thick, joint="curve")
        self.image.paste(colour, (left, upper, right, lower), mask)

    def dot(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1) -> None:
        self.fill(oval(x, y, radius), colour, alpha)

    # -- bodies

    def solid(
        self,
        path: Sequence[Point],
        colour: Colour,
        *,
        shade: float = 0.16,
        light: float = 0.22,
        depth: float = 4,
        edge: Colour = INK,
    ) -> None:
        """A body: its colour, a crescent of shade on the lower right and one of light on the upper left.

        `depth` is the thickness of the crescents; `shade` and `light` are their strengths, 0 to 1.
        """
        self.fill(path, colour)
        if shade:
            self.crescent(path, edge, shade, -depth * 0.8, -depth)
        if light:
            self.crescent(path, WHITE, light, depth * 0.45, depth * 0.6)

    def _bounds(self, pixels: Sequence[Point], margin: float = 2) -> tuple[int, int, int, int]:
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        return (
            int(max(min(xs) - margin, 0)),
            int(max(min(ys) - margin, 0)),
            int(min(max(xs) + margin, self.image.width)) + 1,
            int(min(max(ys) + margin, self.image.height)) + 1,
        )

    def _mask(self, path: Sequence[Point]) -> tuple[Image.Image, tuple[int, int]]:
        pixels = self._pixels(path)
        left, upper, right, lower = self._bounds(pixels)
        mask = Image.new("L", (max(right - left, 1), max(lower - upper, 1)), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in pixels], fill=255)
        return mask, (left, upper)

    def crescent(self, path: Sequence[Point], colour: Colour, alpha: float, dx: float, dy: float) -> None:
        mask, corner = self._mask(path)
        scale = self._unit * self._factor
        inner = Image.new("L", mask.size, 0)
        inner.paste(mask, (round(dx * scale), round(dy * scale)))
        rim = ImageChops.subtract(mask, inner).point(lambda value: round(value * alpha))
        self.image.paste(colour, (*corner, corner[0] + mask.width, corner[1] + mask.height), rim)

    def inside(self, path: Sequence[Point], paint: Callable[["Canvas"], None]) -> None:
        """Let `paint` draw, but keep only what falls inside the path: stripes on a shirt, seeds on a loaf."""
        mask, (left, upper) = self._mask(path)
        whole, origin, draws = self.image, self._origin, (self._draw, self._glaze)
        self._paint_on(whole.crop((left, upper, left + mask.width, upper + mask.height)))
        self._origin = (origin[0] + left, origin[1] + upper)
        try:
            paint(self)
            whole.paste(self.image, (left, upper), mask)
        finally:
            self.image, self._origin, (self._draw, self._glaze) = whole, origin, draws

    def _paint_on(self, image: Image.Image) -> None:
        self.image = image
        self._draw = ImageDraw.Draw(image)
        self._glaze = ImageDraw.Draw(image, "RGBA")  # blends, at three times the price

    def clipped(
        self, path: Sequence[Point], marks: Iterable[Sequence[Point]], colour: Colour, alpha: float = 1
    ) -> None:
        """Fill many shapes in one colour, only where they lie inside the path."""

        def paint(board: Canvas) -> None:
            for shape in marks:
                board.fill(shape, colour, alpha)

        self.inside(path, paint)

    def shadow(self, x: float, y: float, rx: float, ry: float, alpha: float = 0.28) -> None:
        """A soft contact shadow."""
        u = self._unit * self._factor
        wide, high = rx + ry, ry * 2
        small = Image.new("L", (int(wide * 8), int(high * 8)), 0)
        w, h = small.size
        inset = ry * 4
        ImageDraw.Draw(small).ellipse((inset, inset, w - inset, h - inset), fill=round(alpha * 255))
        size = (max(round(wide * 2 * u), 1), max(round(high * 2 * u), 1))
        soft = small.filter(ImageFilter.GaussianBlur(ry * 1.3)).resize(size, Image.Resampling.BICUBIC)
        ((px, py),) = self._pixels([(x, y)])
        corner = (round(px - size[0] / 2), round(py - size[1] / 2))
        self.image.paste(INK, (*corner, corner[0] + size[0], corner[1] + size[1]), soft)

    def finished(self) -> Image.Image:
        """The picture in its final size."""
        return self.image.reduce(self._supersampling)
