"""Plans as SVG."""

from logistics.pictures.drawing import draw

__all__ = ["draw"]
