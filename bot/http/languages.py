"""Which language a page speaks before anything was said."""

from collections.abc import Iterable


def choose_language(asked: str | None, accepted: str | None, available: Iterable[str], default: str) -> str:
    """What was asked for, else the best of an Accept-Language header, else `default`."""
    known = set(available)
    wishes = [asked or "", *_by_preference(accepted or "")]
    return next((code for wish in wishes if (code := _primary(wish)) in known), default)


def _primary(tag: str) -> str:
    return tag.strip().lower().partition("-")[0]


def _by_preference(header: str) -> list[str]:
    weighed = [(_weight(parameters), tag) for tag, _, parameters in (part.partition(";") for part in header.split(",")[:20])]
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
