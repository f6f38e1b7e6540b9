"""What every diagram of a measurement begins and ends with."""

from collections.abc import Iterable


def svg(title: str, width: int, height: int, shapes: Iterable[str]) -> str:
    """A picture on white; `title` is what a screen reader says of it."""
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        '<g font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *shapes,
        "</g>",
        "</svg>",
    )
    return "".join(f"{line}\n" for line in lines)
