"""The engine lives in its own Python: nothing in nlu/ imports the app."""

import ast

from tests.house.tree import ROOT

OURS = {"bot", "matching", "knowledge_base", "rumours", "connectors", "console"}


def imported(source: str) -> set[str]:
    """Top-level packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def test_engine_imports_nothing_of_the_app():
    modules = [path for path in (ROOT / "nlu").rglob("*.py") if ".venv" not in path.parts]

    assert len(modules) > 5
    assert not {path.name: imported(path.read_text()) & OURS for path in modules if imported(path.read_text()) & OURS}


def test_guard_sees_a_module_that_does():
    assert imported("from bot.messages import Reply\nimport matching.terms") & OURS == {"bot", "matching"}
