"""SVG as text: a few shapes, escaped and rounded."""

from collections.abc import Iterable
from html import escape

COLOURS = ("#1f6f8b", "#c1553b", "#4f7f3a", "#8250a0", "#a07518", "#3a5fb0", "#b03a78", "#5d6b72")


def colour(number: int) -> str:
    """The colour of a tour; tours are told apart by their labels too."""
    return COLOURS[number % len(COLOURS)]


def line(points: Iterable[tuple[float, float]], stroke: str, width: float = 2.0, dash: str = "") -> str:
    """A line through points."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"{dashes}/>'


def dot(x: float, y: float, radius: float, fill: str, title: str) -> str:
    """A dot that says what it is when pointed at."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}"><title>{escape(title)}</title></circle>'


def square(x: float, y: float, side: float, fill: str, title: str) -> str:
    """A square around a point."""
    half = side / 2
    shape = f'x="{x - half:.1f}" y="{y - half:.1f}" width="{side}" height="{side}" fill="{fill}"'
    return f"<rect {shape}><title>{escape(title)}</title></rect>"


def text(x: float, y: float, words: str, size: int = 12, anchor: str = "start") -> str:
    """Words at a point."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'


def group(x: float, y: float, shapes: Iterable[str]) -> str:
    """Shapes moved to a place."""
    return f'<g transform="translate({x:.1f} {y:.1f})">{"".join(shapes)}</g>'


def page(width: float, height: float, title: str, shapes: Iterable[str]) -> str:
    """A whole picture."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
    style = 'font-family="sans-serif" fill="#222"'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    return f"{head}{style}><title>{escape(title)}</title>{paper}{''.join(shapes)}</svg>\n"


def clock(seconds: float) -> str:
    """A time of day; plain numbers beyond two days."""
    if seconds >= 48 * 3600:
        return f"{seconds:.0f}"
    minutes = round(seconds / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
