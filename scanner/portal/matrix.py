"""The policy as tables in Markdown, for docs/roles.md."""

from scanner.portal.policy import RULES, Field, Listener, Rule, Who, visible


def matrix() -> str:
    """Every page of each listener: whom it opens to, and what it shows each of them."""
    return "\n".join(_table(listener) for listener in Listener)


def _table(listener: Listener) -> str:
    rules = RULES[listener]
    named = [who for who in Who if any(who in rule.who for rule in rules)]
    head = f"### The {listener} pages\n\n| page | {' | '.join(named)} |\n"
    line = "|---" * (len(named) + 1) + "|\n"
    return head + line + "".join(_row(rule, named) for rule in rules)


def _row(rule: Rule, named: list[Who]) -> str:
    cells = " | ".join(_cell(rule, who) for who in named)
    return f"| `{rule.method} {rule.path}` | {cells} |\n"


def _cell(rule: Rule, who: Who) -> str:
    if who not in rule.who:
        return "–"
    seen = visible(rule, frozenset({who}))
    return ", ".join(field for field in Field if field in seen) or "opens"
