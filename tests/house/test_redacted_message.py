"""Only redaction makes a RedactedMessage: no other module calls it, or changes a copy of one."""

import ast

import pytest

from tests.house.tree import PACKAGES, sources

MAKER = "bot/redaction/redactor.py"


def makers(files) -> list[str]:
    """Files in which the class is called, under its name or another one given at import."""
    return [str(path) for path, text in files if _makes(ast.parse(text))]


def _makes(tree: ast.AST) -> bool:
    imported = [alias for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    names = {"RedactedMessage"} | {alias.asname for alias in imported if alias.name == "RedactedMessage" and alias.asname}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(_name(call.func) in names or any(_name(arg) in names for arg in call.args) for call in calls)


def _name(node: ast.AST) -> str:
    return getattr(node, "id", None) or getattr(node, "attr", "")


def test_only_redaction_makes_redacted_messages():
    files = list(sources(*PACKAGES))

    assert len(files) > 80
    assert makers(files) == [MAKER]


def test_redacted_message_is_not_copied_with_another_text():
    copies = [
        str(path)
        for path, text in sources("bot", "connectors", "knowledge_base", "rumours")
        if "RedactedMessage" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _name(node.func) == "replace" and any(keyword.arg == "text" for keyword in node.keywords)
    ]
    assert copies == []


@pytest.mark.parametrize(
    "line",
    [
        "RedactedMessage(text='x')",
        "messages.RedactedMessage('x')",
        "from bot.messages import RedactedMessage as Clean\nClean('x')",
        "partial(RedactedMessage, text='x')",
    ],
)
def test_guard_sees_every_way_to_make_one(line):
    assert makers([("somewhere.py", line)]) == ["somewhere.py"]


def test_guard_lets_types_pass():
    assert makers([("x.py", "def f(message: RedactedMessage) -> RedactedMessage: return message")]) == []
