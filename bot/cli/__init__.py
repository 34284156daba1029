"""The command line: one small module per group of commands; nothing heavy is loaded until a command needs it."""

import sys

import typer

from bot.cli import audit, blocking, content, encoder, evaluate, lexicon, questions, rumours, secret, serving, simulate, telegram, users
from bot.errors import ContentFaults, HarreraError

app = typer.Typer(help="Harrera: sourced orientation for people who have just arrived.", no_args_is_help=True, add_completion=False)
app.command("serve")(serving.serve)
app.command("ask")(questions.ask)
app.command("evaluate")(evaluate.evaluate)
app.command("block")(blocking.block)
app.add_typer(audit.app, name="audit")
app.add_typer(content.app, name="content")
app.add_typer(encoder.app, name="encoder")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(rumours.app, name="rumours")
app.add_typer(secret.app, name="secret")
app.add_typer(simulate.app, name="simulate")
app.add_typer(telegram.app, name="telegram")
app.add_typer(users.app, name="users")


def main() -> None:
    """Entry point of `harrera`. Our own errors become one clear line (all lines for content) and exit status 2."""
    try:
        app()
    except ContentFaults as error:
        print("\n".join(error.faults), file=sys.stderr)
        sys.exit(2)
    except HarreraError as error:
        print(f"harrera: {error}", file=sys.stderr)
        sys.exit(2)
