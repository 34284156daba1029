"""The language of the patterns: what each sign of it means."""

import pytest

from bot.safety.lexicon import Lexicon


def lexicon(pattern: str, calm: str = "") -> Lexicon:
    groups = {"hit": "pega, golpe*, me ha dado", "partner": "marido, ~rjl", "course": "curso"}
    return Lexicon([{"groups": groups, "dangers": {"violence": pattern}, "calm": calm}])


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{hit}", "mi marido me GOLPEÓ", True),
        ("{hit}", "me ha dado un susto", True),
        ("{hit}", "me ha llamado", False),
        ("{partner} ... {hit}", "mi marido ayer me pega", True),
        ("{partner} ... {hit}", "pega mi marido", False),
        ("{partner} + {hit}", "pega mi marido", True),
        ("{partner} + {hit}", "marido " + "a " * 14 + "pega", False),
        ("{hit} !{course}", "pega en el curso", False),
        ("{hit}|{course}", "un curso", True),
        ("me_pega", "él me pega", True),
        ("me_pega", "me lo pega", False),
        ("{partner}", "rajli", True),
        ("{partner}", "راجلي", True),
    ],
)
def test_pattern_matches_as_documented(pattern: str, text: str, found: bool) -> None:
    assert bool(lexicon(pattern).dangers_in(text, "")) is found


def test_idiom_hides_its_words_from_patterns_and_groups() -> None:
    calmed = lexicon("{hit}", calm="me_ha_dado ... risa")
    assert calmed.dangers_in("me ha dado la risa", "") == [] and calmed.groups_in("me ha dado la risa") == []
    assert calmed.dangers_in("me ha dado la risa y pega", "") == ["violence"]


def test_either_of_two_groups_is_no_group_of_its_own() -> None:
    either = lexicon("{hit}|{course} + {partner}")
    assert either.dangers_in("marido curso", "") == ["violence"] and either.groups_in("marido curso") == ["course", "partner"]


def test_pattern_with_an_unknown_group_is_refused() -> None:
    with pytest.raises(KeyError):
        lexicon("{hti}|{hit}")


CHINESE = {"hit": "打我, 动手", "partner": "老公, 丈夫", "phone": "打我电话", "papers": "护照, nie", "takes": "收走"}


def chinese(pattern: str, calm: str = "") -> Lexicon:
    return Lexicon([{"groups": CHINESE, "dangers": {"violence": pattern}, "calm": calm}])


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{hit}", "我老公昨晚又打我了", True),
        ("{hit}", "我 老公 打 我", True),
        ("{hit}", "我打工的时候他在", False),
        ("{partner} {hit}", "老公动手", True),
        ("{partner} {hit}", "老公又动手", False),
        ("{partner} ... {hit}", "老公昨天在家里喝了酒动手", True),
        ("{partner} ... {hit}", "老公昨天在家里喝了很多酒然后动手", False),
        ("{papers} + {takes}", "老板把我的NIE收走了", True),
        ("{papers} + {takes}", "护照" + "房子" * 10 + "收走", True),
        ("{papers} + {takes}", "护照" + "房子" * 10 + "里收走", False),
        ("{hit} !{papers}", "打我，还说护照", False),
        ("{hit}", "mi marido 打我，help", True),
    ],
)
def test_chinese_is_read_by_characters(pattern: str, text: str, found: bool) -> None:
    assert bool(chinese(pattern).dangers_in(text, "")) is found


def test_chinese_idiom_hides_its_characters_only() -> None:
    calmed = chinese("{hit}", calm="{phone}")
    assert calmed.dangers_in("有事打我电话", "") == []
    assert calmed.dangers_in("他打我，别打我电话", "") == ["violence"]


def test_a_chinese_name_does_not_stretch_the_distances_of_another_language() -> None:
    far = "marido " + "a " * 14 + "pega 李"
    assert lexicon("{partner} + {hit}").dangers_in(far, "") == []
