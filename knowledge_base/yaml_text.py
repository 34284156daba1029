"""Our YAML: read with every value as text (so that `no`, `016` and `10:00` stay what they are), written in one canonical form."""

from collections.abc import Iterator

import yaml

WIDTH = 130  # where a folded text or a list in brackets goes on in the next line
DEEPEST = 50  # levels; ours have five, and thousands of them bring the parser written in C down
_NOTHING = ("", "null", "Null", "NULL", "~")


class NotYaml(ValueError):
    """The text cannot be read; the message says where and why, without the text."""


class Folded(str):
    """A text written as a paragraph over several lines (`>-`)."""


class Quoted(str):
    """A text always written in double quotes."""


class Inline(tuple):
    """A list written in brackets on one line."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
    """Text, lists and mappings only; an unquoted `null` is nothing; a key that comes twice is an error."""

    def construct_scalar(self, node):
        value = super().construct_scalar(node)
        return None if not node.style and value in _NOTHING else value

    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key comes twice", node.start_mark)
        return mapping


class _Dumper(yaml.SafeDumper):
    """One line per text unless it is Folded; no aliases."""

    def ignore_aliases(self, data):
        return True

    def choose_scalar_style(self):
        # These count as line ends in YAML, and PyYAML writes them as such; in double quotes they are written as what they are.
        return '"' if any(end in self.event.value for end in "\x85\u2028\u2029") else super().choose_scalar_style()

    def write_plain(self, text, split=True):
        super().write_plain(text, split=False)

    def write_single_quoted(self, text, split=True):
        super().write_single_quoted(text, split=False)

    def write_double_quoted(self, text, split=True):
        super().write_double_quoted(text, split=False)


_STYLE = "tag:yaml.org,2002:str"
_Dumper.add_representer(Folded, lambda dumper, text: dumper.represent_scalar(_STYLE, str(text), style=">"))
_Dumper.add_representer(Quoted, lambda dumper, text: dumper.represent_scalar(_STYLE, str(text), style='"'))
_Dumper.add_representer(Inline, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", list(items), flow_style=True))


def read_yaml(text: str) -> object:
    """Nested dicts and lists of str or None. Raises NotYaml with line and reason."""
    try:
        if _may_be_deep(text) and _depth(text) > DEEPEST:
            raise NotYaml("not YAML of ours: nested too deeply")
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise NotYaml(_reason(error)) from None


def write_yaml(fields: dict) -> str:
    """The canonical form, ending with a line end; reading it gives the same values as text, in the same order."""
    return yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def texts_in(values: object, key: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of every text in what `read_yaml` gave; a part that is referred to twice comes once."""
    yield from _texts_in(values, key, set())


def _texts_in(values: object, key: str, seen: set[int]) -> Iterator[tuple[str, str]]:
    if isinstance(values, str):
        yield key, values
    elif isinstance(values, dict | list) and id(values) not in seen:
        seen.add(id(values))  # a few nested references can stand for millions of texts
        inside = values.items() if isinstance(values, dict) else enumerate(values, 1)
        for name, value in inside:
            place = f"{key}.{name}" if isinstance(values, dict) else f"{key}[{name}]"
            yield from _texts_in(value, place.lstrip("."), seen)


def _may_be_deep(text: str) -> bool:
    openers = ("[", "{", "- -", "? ?", " " * DEEPEST)
    return any(text.count(opener) > DEEPEST // 2 - 1 for opener in openers)


def _depth(text: str) -> int:
    """The deepest level, counted on events, which costs no stack."""
    level = deepest = 0
    for event in yaml.parse(text, Loader=_Loader):
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, level)
        if deepest > DEEPEST:
            break
    return deepest


def _reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "characters that YAML does not allow"
    return f"not YAML, line {mark.line + 1}: {reason}" if mark else f"not YAML: {reason}"
