"""Word lists of the matcher, read once from `matching/data/`."""

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache
def load_resource(name: str) -> dict:
    """The mapping in `matching/data/<name>.yml`. Raises FileNotFoundError when there is none."""
    text = (files("matching") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # all strings: "no" and "on" are words here
