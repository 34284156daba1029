"""The long text of a reply as safe HTML, for browsers without JavaScript; `static/markdown.js` does the same in the browser."""

from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from connectors.web_channel.phones import segments

_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "br"}
_HEADINGS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}  # the page has one h1, and nobody needs six levels


def html_of(markdown: str) -> str:
    """Headings, lists, bold, links and paragraphs; raw HTML is shown as text, other links and tags fall away."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(markdown)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        token.children = _with_phones(token.children) if token.children else token.children
    rendered = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "tel"},
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def _with_phones(children: list[Token]) -> list[Token]:
    inside_link = False
    for child in children:
        inside_link = child.type == "link_open" or (inside_link and child.type != "link_close")
        if child.type == "text" and not inside_link:
            child.type, child.content = "html_inline", _tappable(child.content)
    return children


def _tappable(text: str) -> str:
    return "".join(f'<a href="tel:{tel}">{escape(piece)}</a>' if tel else escape(piece) for piece, tel in segments(text))
