"""Markup becomes events in linear time, by the standard's rules for tokens."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract import tokens
from scanner.extract.events import Attributes


class Told:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        told = "".join(f" {name}={value}" for name, value in attributes.items())
        self.steps.append(f"<{tag}{told}>")

    def text(self, text: str, /) -> None:
        self.steps.append(text)

    def end(self, tag: str) -> None:
        self.steps.append(f"</{tag}>")

    def look(self, tag: str, attributes: Attributes) -> None:
        raise AssertionError("tokens tell starts and ends")

    def raw(self, tag: str, attributes: Attributes, content: str) -> None:
        self.steps.append(f"[{tag}:{content}]")

    def comment(self, text: str) -> None:
        self.steps.append(f"(!{text})")


def told(markup: str) -> str:
    sink = Told()
    tokens.feed(markup, sink)
    return "".join(sink.steps)


@pytest.mark.parametrize(
    ("markup", "steps"),
    [
        ("a<b>c</b>d", "a<b>c</b>d"),
        ("<P Class='x y' id=z hidden>", "<p class=x y id=z hidden=></p>"),
        ('<a href="a>b" href=c title=d/e/>x', "<a href=a>b title=d/e/>x</a>"),
        ('<a x = "1"y=2/z=3 w>', "<a x=1 y=2/z=3 w=></a>"),
        ('<a "b" =c =d e=">', '<a "b"=c =d= e=>></a>'),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
        ("<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>",
         "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
        ("<div><b>a</div>b</b>", "<div><b>a</b></div>b"),
        ("a<br>b<img alt=c>", "a<br></br>b<img alt=c></img>"),
        ("</p></x>a</ b>c</>d", "acd"),
        ("1 < 2 && 3 > 2 <3", "1 < 2 && 3 > 2 <3"),
        ("a &lt;b&gt; &aring;&#229;&#xe5 &amp;amp; &nosuch;", "a <b> åå\u00e5 &amp; &nosuch;"),
        ('<a href="?a=1&copy=2&amp;b=3&copy;">', "<a href=?a=1&copy=2&b=3©></a>"),
        ("&#" + "9" * 5000 + ";x&#xD800;", "\ufffdx\ufffd"),
        ("<!-- a > b -->c<!-->d<!--->e<!--f", "(! a > b )cd" + "e(!f)"),
        ("<!doctype html><?php echo 1 ?>a<![CDATA[b]]>c", "ac"),
        ("<script>if (a<b) '</p>'</script >c", "[script:if (a<b) '</p>']c"),
        ("<style>a>b</STYLE x>c<script>d", "[style:a>b]c[script:d]"),
        ("<title>a<b>&amp;</title><textarea><p></textarea>",
         "<title>a<b>&</title><textarea><p></textarea>"),
        ("<plaintext>a</plaintext>", "[plaintext:a</plaintext>]"),
        ("<svg><path/><title>a<b>c</title><style>d</style></svg>",
         "<svg><path></path><title>a<b>c</b></title>[style:d]</svg>"),
        ("<", "<"), ("</", "</"), ("<a", "<a></a>"), ("<!", ""), ("a</b", "a"),
    ],
)  # fmt: skip
def test_tokens_are_those_of_the_standard(markup: str, steps: str) -> None:
    assert told(markup) == steps


@given(st.text(alphabet="<>/!-?=\"' abp&#;x1", max_size=80))
def test_every_start_has_its_end_whatever_the_markup(markup: str) -> None:
    sink = Told()
    tokens.feed(markup, sink)
    open_elements = []
    for step in sink.steps:
        if step.startswith("</") and step.endswith(">"):
            assert open_elements.pop() == step[2:-1]
        elif step.startswith("<") and step.endswith(">") and step[1:2].isalpha():
            open_elements.append(step[1:-1].split(" ")[0])


PIECES = [
    "<", "</", "<a ", "<a b", "<a b=", '<a b="', "<a b='", "<!--", "<!-", "<!", "<?", "<![CDATA[",
    "&", "&#", "&#x", "&am", "&#1", "<script>", "<script></scrip", "<title>", "<div>", "<p>",
    "</p>", "<li>", "<b><p>", "<table>", "<svg>", "<svg/>", "a", " ", "=", '"', "\0", "<a/", "--",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_as_the_markup_does(piece: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        tokens.feed(piece * count, Told())
        return time.process_time() - begin

    short, long = (min(seconds(count) for _ in range(2)) for count in (2_000, 16_000))
    assert long < max(40 * short, 0.1)  # Eight times as long; a quadratic reader takes 64 times.


def test_xml_of_any_vocabulary_has_a_line_for_each_element() -> None:
    sink = Told()
    tokens.feed_xml("<rss><link>a</link><t><![CDATA[b <b>c</b>]]></t></rss>", sink)
    text = "".join(step for step in sink.steps if not step.startswith("<"))
    assert [line.strip() for line in text.split("\x1e") if line] == ["a", "b", "c"]


def test_attributes_are_counted_where_a_tag_starts() -> None:
    assert tokens.count_attributes("x<a b c='>' d>", 1) == 3
    assert tokens.count_attributes("</a b>", 0) == 0
