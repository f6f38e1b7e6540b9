"""Plain text and JSON, line by line."""

from scanner.extract.lines import Lines
from scanner.extract.strings import strings
from scanner.model.document import BlockKind


def feed_text(text: str, lines: Lines) -> None:
    """Each line of the text is a line."""
    lines.add(BlockKind.BODY, text)


def feed_json(text: str, lines: Lines) -> None:
    """The strings that a person could read: posts and comments that an interface gives."""
    for value in strings(text):
        lines.add_markup(BlockKind.DATA, value)
