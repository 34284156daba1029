"""The installation's secret: made on the first run, kept in the data folder for its owner alone, refused when weak in production."""

import os
import secrets
import tempfile
from pathlib import Path

from bot.errors import Misconfigured
from bot.keys import Key
from bot.settings import Settings

SHORTEST = 32
KEPT, BEFORE = "secret.key", "secret.key.before"  # in the data folder


def secret_key(settings: Settings) -> Key:
    """The key of all pseudonyms, with the one before it. Raises Misconfigured when it is shorter than 32 characters outside development."""
    given, before = settings.secret_key.get_secret_value(), settings.secret_key_before.get_secret_value().encode()
    if not given:
        return Key.after(before or _before(settings.data_dir / BEFORE), _kept(settings.data_dir / KEPT))
    if len(given) < SHORTEST and settings.environment != "development":
        raise Misconfigured(f"HARRERA_SECRET_KEY: at least {SHORTEST} characters, please; leave it empty and one is made")
    return Key.after(before or None, given.encode())


def change(folder: Path) -> None:
    """Put a new key in the place of the one in the data folder, which stays beside it. Raises Misconfigured when there is none to change,
    or one that was changed already and may still be needed."""
    if not (folder / KEPT).exists():
        raise Misconfigured("no secret.key in the data folder: where HARRERA_SECRET_KEY is set, it is changed there")
    if (folder / BEFORE).exists():
        raise Misconfigured("secret.key.before is still there: remove it first, eight days after the last change")
    os.rename(folder / KEPT, folder / BEFORE)
    _make(folder / KEPT)


def _before(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


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
