"""A former name waits with a code that she shows to somebody, and can be taken back."""

from tests.portal.visitor import Visitor


async def test_she_gets_a_code_and_takes_it_back(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/names")
    wrong = await visitor.press(page, "/names", name="Leyla")
    assert (wrong.status, wrong.html.find(id="name")["aria-invalid"]) == (400, "true")
    waiting = await visitor.press(page, "/names", name="Leyla Testborg")
    assert waiting.html.h2.get_text() == "Leyla Testborg"
    assert len(waiting.html.select_one(".reference code").get_text()) == 9
    empty = await visitor.press(waiting, "/names/drop")
    assert empty.html.select_one(".reference") is None
