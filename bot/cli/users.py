"""`harrera users ...`: accounts of the console from the machine itself; the first admin comes from here."""

import sys
from typing import Annotated

import typer

from console.accounts import Role

app = typer.Typer(help="Accounts of the console: add, list, reset.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The name with which the person signs in.")]
Ask = Annotated[bool, typer.Option("--password", help="Ask for a password here instead of printing a link.")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input instead of printing a link.")]
Address = Annotated[str | None, typer.Option(help="Where people reach the house, for the link; e.g. https://harrera.example.org")]


@app.command()
def add(
    name: Name,
    role: Annotated[list[Role], typer.Option(help="editor, reviewer, agent, mediator or admin; may be given several times.")],
    password: Ask = False,
    password_stdin: Stdin = False,
    address: Address = None,
) -> None:
    """Make an account and print a one-time link with which its owner chooses a password."""
    house = _house()
    chosen = _password(password, password_stdin)
    if chosen is not None:
        _must_be_good(chosen, name)
    account, token = house.staff.desk.people.invite(name, frozenset(role), by=None)
    _hand_over(house, account, token, chosen, address)


@app.command()
def reset(name: Name, password: Ask = False, password_stdin: Stdin = False, address: Address = None) -> None:
    """Print a new one-time link for an account. The old password holds until the link is used."""
    from bot.errors import NotFound

    house = _house()
    account = house.staff.desk.accounts.named(name)
    if account is None:
        raise NotFound("there is no account of that name")
    chosen = _password(password, password_stdin)
    if chosen is not None:
        _must_be_good(chosen, account.name)
    _hand_over(house, account, house.staff.desk.people.reset(account, by=None), chosen, address)


@app.command("list")
def list_() -> None:
    """All accounts with their roles and state."""
    for account in _house().staff.desk.accounts.all():
        state = "locked" if account.locked else "active" if account.password else "without a password"
        second = ", second step" if account.second_step else ""
        print(f"{account.name}\t{', '.join(sorted(account.roles))}\t{state}{second}")


def _house():
    from bot.bootstrap import House
    from bot.settings import Settings

    return House(Settings()).open()


def _password(ask: bool, stdin: bool) -> str | None:
    """What was typed or piped in; None when a link is wanted. A pipe's line end is not part of it."""
    if stdin:
        return sys.stdin.readline().rstrip("\n")
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else None


def _must_be_good(password: str, name: str) -> None:
    """Before an account is made. Raises BadInput."""
    from bot.errors import BadInput
    from console.passwords import faults_of

    if faults := faults_of(password, name):
        raise BadInput(f"the password is not good enough: {', '.join(faults).replace('_', ' ')}")


def _hand_over(house, account, token: str, password: str | None, address: str | None) -> None:
    if password is not None:
        house.staff.desk.own.set_password(account, password)
        print(f"{account.name} can sign in")
        return
    base = address or f"http://{house.settings.host}:{house.settings.port}"
    print(f"{account.name} chooses a password here, once, within {house.settings.console_link_hours:g} hours:")
    print(f"  {base.rstrip('/')}/console/link/{token}")
