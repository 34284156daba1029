"""A section is a folder of the console with pages of its own: `routes.py`, `templates/`, `texts/`, and `static/` if it needs one."""

from dataclasses import dataclass

from fastapi import APIRouter

from console.accounts import Account
from console.permissions import Act, may


@dataclass(frozen=True, slots=True)
class Place:
    """A page that stands in the rail for those who may see it. Its words are `rail.<key>` and, on the home page, `home.<key>`
    of the section's texts (`<section>.rail.<key>`)."""

    section: str
    key: str
    path: str  # under /console, with a leading slash
    act: Act

    def for_account(self, account: Account) -> bool:
        return may(account, self.act)


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is the folder's; it prefixes the section's templates (`<name>/page.html`) and texts (`<name>.title`)."""

    name: str
    router: APIRouter
    places: tuple[Place, ...] = ()
