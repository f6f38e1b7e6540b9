"""Text that every store, mail and report can take."""


def clean(text: str) -> str:
    """Without NUL characters; halves of surrogate pairs joined, or replaced where one is alone."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "")


def one_line(text: str) -> str:
    """Clean text with each run of white space, line breaks too, as one space."""
    return " ".join(clean(text).split())
