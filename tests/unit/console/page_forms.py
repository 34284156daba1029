"""A description of the console made from its own pages: its routes, the names that its links hold, and the fields of its forms.

The routes read forms, queries and paths by hand, so the framework knows no field; what the pages send is what may be sent.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

ROOT = "/console"
ANY = {"type": "string"}
NOT_TYPED = ("hidden", "radio", "checkbox", "submit")
STRANGE = ("nobody", "a b", "💧" * 90, "x" * 300, "9" * 5000)  # in a path, beside the names that stand in links
NUMBERS = (1, 0, -1, 2**31, 2**63, 10**30)


@dataclass
class Form:
    """`fields`: name -> the values that stand in it; of `chosen` fields nobody types another."""

    method: str
    action: str
    takes_file: bool
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    chosen: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """`links` to pages of the console, and its `forms`."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and has.get("href", "").startswith((ROOT, "?")):
            self.links.append(has["href"])
        elif tag == "form":
            self.forms.append(Form(has.get("method", "get"), has.get("action", ""), has.get("enctype") == "multipart/form-data"))
        elif tag == "option" and self._select:
            self._add(self._select, has.get("value", ""), is_typed=False)
        elif tag in ("input", "textarea", "button", "select") and has.get("name"):
            self._select = has["name"] if tag == "select" else ""
            is_typed = tag not in ("select", "button") and has.get("type") not in NOT_TYPED
            self._add(has["name"], has.get("value", ""), is_typed)

    def _add(self, name: str, value: str, is_typed: bool) -> None:
        if self.forms and name != "token":
            self.forms[-1].fields[name].add(value)
            self.forms[-1].chosen |= set() if is_typed else {name}


class Known:
    """What the pages of an application say of its routes."""

    def __init__(self, app: FastAPI):
        self.app = app
        paths = dict.fromkeys(route.path for route in iter_route_contexts(app.routes))
        self._patterns = [(path, compile_path(path)[0]) for path in paths]
        self._seen: dict[str, list[dict[str, str]]] = defaultdict(list)  # section -> the names that stood in an address, together
        self.in_query: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.in_form: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.chosen: dict[str, set[str]] = defaultdict(set)
        self.with_file: set[str] = set()

    def learn(self, at: str, html: str) -> list[str]:
        """From a page at an address below the console; the links that it holds."""
        page, own = Page(html), urlsplit(at).path
        links = [link.removeprefix(ROOT) if link.startswith(ROOT) else f"{own}{link}" for link in page.links]
        for link in links:
            self._learn_address(link)
        for form in page.forms:
            self._learn_form(urlsplit(form.action or at).path.removeprefix(ROOT), form)
        return links

    def route_of(self, address: str) -> str:
        """The route that an address leads to, as it is written in the code; empty for none."""
        return next((path for path, pattern in self._patterns if pattern.fullmatch(urlsplit(address).path)), "")

    def names(self, path: str) -> list[dict[str, str]]:
        """What may stand in a path and leads somewhere, by the addresses of its section."""
        wanted = re.findall(r"\{(\w+)", path)
        found = [{name: seen[name] for name in wanted} for seen in self._seen[_section(path)] if set(wanted) <= seen.keys()]
        return [names for n, names in enumerate(found) if names and names not in found[:n]]

    def _learn_address(self, address: str) -> None:
        for path, pattern in self._patterns:
            found, seen = pattern.fullmatch(urlsplit(address).path), self._seen[_section(path)]
            if found and found.groupdict() not in seen:
                seen.append(found.groupdict())
        for name, value in parse_qsl(urlsplit(address).query):
            self.in_query[self.route_of(address)][name].add(value)

    def _learn_form(self, address: str, form: Form) -> None:
        self._learn_address(address)
        route = self.route_of(address)
        kept = (self.in_form if form.method == "post" else self.in_query)[route]
        for name, values in form.fields.items():
            kept[name] |= values
        self.chosen[route] |= form.chosen
        if form.takes_file:
            self.with_file.add(route)

    def description(self) -> dict[str, Any]:
        """OpenAPI of every route: its path, query and body may hold what was seen, or anything."""
        made = get_openapi(title="console", version="1", routes=self.app.routes)
        for path, methods in made["paths"].items():
            for method, operation in methods.items():
                self._describe(path, method, operation)
        return made

    def _describe(self, path: str, method: str, operation: dict[str, Any]) -> None:
        given = [parameter for parameter in operation.get("parameters", []) if parameter["in"] == "path"]
        for parameter in given:
            if parameter["schema"].get("type") == "integer":
                parameter["schema"]["enum"] = [*NUMBERS]
            else:
                known = {seen[parameter["name"]] for seen in self._seen[_section(path)] if parameter["name"] in seen}
                parameter["schema"] = {"enum": [*sorted(known), *STRANGE]}
        query = [_query(name, values) for name, values in sorted(self.in_query[path].items())] if method == "get" else []
        operation["parameters"] = given + query
        if method == "post":
            operation["requestBody"] = {"content": {_kind(path in self.with_file): {"schema": self._body(path)}}, "required": False}

    def _body(self, path: str) -> dict[str, Any]:
        found = sorted(self.in_form[path].items())
        fields = {name: {"enum": sorted(values)} if name in self.chosen[path] else _among(values) for name, values in found}
        if path in self.with_file:
            fields["file"] = {"type": "string", "format": "binary"}
        return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def _section(path: str) -> str:
    """Pages of one section speak of the same things."""
    return path.split("/")[1]


def _among(values: Iterable[str]) -> dict[str, Any]:
    known = sorted(value for value in values if value)
    return {"anyOf": [{"enum": known}, ANY]} if known else ANY


def _query(name: str, values: set[str]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": _among(values)}


def _kind(takes_file: bool) -> str:
    return "multipart/form-data" if takes_file else "application/x-www-form-urlencoded"
