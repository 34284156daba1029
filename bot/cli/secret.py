"""`harrera secret ...`: the key of the installation."""

import typer

app = typer.Typer(help="The key of the installation.", no_args_is_help=True)


@app.callback()
def secret() -> None:
    """Commands for the key from which all others are derived."""


@app.command()
def change() -> None:
    """Put a new key in the place of secret.key, which becomes secret.key.before; with every process stopped."""
    from bot.secret import BEFORE
    from bot.secret import change as change_key
    from bot.settings import Settings

    change_key(Settings().data_dir)
    print(f"changed; start the house again, and remove {BEFORE} in eight days")
