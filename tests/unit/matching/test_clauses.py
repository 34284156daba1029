"""A message cut into what it says."""

import pytest

from matching.clauses import MOST, clauses


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("necesito el padrón, y mis hijos quieren escuela", "es", ["necesito el padrón", "mis hijos quieren escuela"]),
        ("nothing to eat today and my kids school lunch i cant pay", "en", ["nothing to eat today", "my kids school lunch i cant pay"]),
        ("أنا حامل وهل يوجد مترجم مجاني", "ar", ["أنا حامل", "يوجد مترجم مجاني"]),
        ("我要住家纸，还有孩子上学", "zh", ["我要住家纸", "孩子上学"]),
        ("hola, padrón", "es", ["hola padrón"]),
        ("", "es", []),
        ("¿¿??", "xx", []),
    ],
)
def test_message_is_cut_where_it_says_something_else(text, language, expected):
    assert clauses(text, language) == expected


def test_endless_message_gives_few_clauses():
    assert len(clauses("quiero pan blanco, " * 50, "es")) == MOST
