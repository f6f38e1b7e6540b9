"""Names of other languages and scripts, written as people do. All people are invented."""

import pytest

from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson

WRITTEN = """
Abdi Elmi | Cabdi Cilmi
Osman Guled | Cismaan Guuleed
Caasha Yuusuf | Asha Yusuf
Saciid Jaamac | Said Jama
Ali Hassan | 3ali 7assan
Salim Saleh | Salim 9aleh
Đorđe Petrović | Djordje Petrovich
Miloš Đukić | Milosh Djukich
Tsegay Haile | Tsegaye Haile
Nûr Xan | Nur Xan
Александр Петров | Саша Петров
Aleksandr Petrov | Саша Петров
Мария Иванова | Маша Иванова
Дмитро Коваленко | Дмитрий Коваленко
Анна Соколова | #аннасоколова
آمنة المنصوري | #آمنة_المنصوري
آمنة المنصوري | #آمنةالمنصوري
أمينة المنصوري | المنصوري، أمينة
أمينة المنصوري | أمينة المنصروي
أمينة المنصوري | أم*نة المنصوري
Амина Тестберг | Амина Тестбрег
Амина Тестберг | А*ина Тестберг
Amina Lindström | أمينة ليندسرتوم
Kristina Lindström | Кристина Линдсрём
Amina Testberg | A█ina Testberg
Amina Testberg | Amina *estberg
Amina Testberg | 🅰🅼🅸🅽🅰 🆃🅴🆂🆃🅱🅴🆁🅶
Мария Петрова | Марии Петровой
""".strip().splitlines()


@pytest.mark.parametrize("case", WRITTEN)
def test_a_name_is_found_as_its_own_write_it(case: str) -> None:
    enrolled, written = case.split(" | ")
    given, _, surname = enrolled.partition(" ")
    found = Matcher([WatchedPerson("she", given, surname)], seed=1).find([f"Se {written} nu."])[0]
    assert found
    assert found[0].score >= 0.5


OTHERS = """
حسن المنصوري | حسين المنصوري
محمد المنصوري | محمود المنصوري
أمين المنصوري | أمينة المنصوري
Мария Иванова | Марина Иванова
Сергей Иванов | Сергей Ивановский
سمير حداد | سمير حدادي
""".strip().splitlines()


@pytest.mark.parametrize("case", OTHERS)
def test_somebody_of_another_name_is_not_found(case: str) -> None:
    enrolled, written = case.split(" | ")
    given, _, surname = enrolled.partition(" ")
    found = Matcher([WatchedPerson("she", given, surname)], seed=1).find([f"Se {written} nu."])[0]
    assert not found or found[0].score < 0.5
