"""The installation's secret: made on the first run, kept in the data folder for its owner alone, refused when weak in production."""

import os
import secrets
import tempfile
from pathlib import Path

from bot.errors import Misconfigured
from bot.settings import Settings

SHORTEST = 32


def secret_key(settings: Settings) -> bytes:
    """The key of all pseudonyms. Raises Misconfigured when it is shorter than 32 characters outside development."""
    given = settings.secret_key.get_secret_value()
    if not given:
        return _kept(settings.data_dir / "secret.key")
    if len(given) < SHORTEST and settings.environment != "development":
        raise Misconfigured(f"HARRERA_SECRET_KEY: at least {SHORTEST} characters, please; leave it empty and one is made")
    return given.encode()


def _kept(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) < SHORTEST:
        raise Misconfigured("secret.key in the data folder is too short; remove it and a new one is made")
    return key


def _make(path: Path) -> None:
    """Written whole or not at all; of two processes that start at once the first one's key stays."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_urlsafe(48).encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first
    finally:
        os.unlink(draft)
