"""Our YAML: everything is text, a writer's mistake is named by its line, and what could bring the parser down is refused."""

import pytest

from knowledge_base.yaml_text import DEEPEST, Folded, Inline, NotYaml, Quoted, read_yaml, texts_in, write_yaml


@pytest.mark.parametrize("word", ["no", "016", "10:00", "1e3", "2026-11-21", "0x1f", "true", "1_000", "=", "<<"])
def test_unquoted_words_stay_text(word):
    assert read_yaml(f"key: {word}") == {"key": word}


@pytest.mark.parametrize(("written", "value"), [("", None), ("null", None), ("~", None), ('"null"', "null"), ("'~'", "~")])
def test_only_unquoted_null_is_nothing(written, value):
    assert read_yaml(f"key: {written}") == {"key": value}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b: c", "line 1"),
        ("a: 1\nb: [", "line"),
        ("a: 1\na: 2", "comes twice"),
        ("a: \x07", "not allow"),
        ("{[a]: b}", "unhashable"),
        ("&a [*a]", "recursive"),
        ("\ta: 1", "line 1"),
        ("[" * 200_000, "too deeply"),
        ("- " * 50_000, "too deeply"),
        ("\n".join(" " * level + "a:" for level in range(DEEPEST * 3)), "too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text, reason):
    with pytest.raises(NotYaml, match=reason):
        read_yaml(text)


def test_many_brackets_beside_each_other_are_fine():
    assert len(read_yaml("\n".join("- {a: [b, c]}" for _ in range(500)))) == 500


def test_references_that_multiply_are_walked_once():
    bomb = "a: &a [x, y]\n" + "\n".join(f"{name}: &{name} [*{prior}, *{prior}]" for prior, name in zip("abcdefghij", "bcdefghijk"))
    assert len(list(texts_in(read_yaml(bomb)))) == 2


def test_canonical_form_looks_as_people_write_it():
    written = write_yaml(
        {"title": "a: b", "list": ["x", "no"], "near": Inline(("a", "b")), "verify": [Quoted("x")], "s": Folded("word " * 40 + "end")}
    )
    first, _, rest = written.partition("s: >-\n")
    assert first == "title: 'a: b'\nlist:\n- x\n- 'no'\nnear: [a, b]\nverify:\n- \"x\"\n"
    assert all(line.startswith("  word") for line in rest.splitlines())
    assert len(rest.splitlines()) == 2
