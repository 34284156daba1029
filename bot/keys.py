"""The installation's secret as everybody who derives something from it gets it: with the one before it, after a change."""


class Key(bytes):
    """The installation's secret. `before` is the one whose place it took: nothing new is made with that, but what it made is known."""

    before: bytes | None = None

    @classmethod
    def after(cls, before: bytes | None, new: bytes) -> "Key":
        key = cls(new)
        key.before = before
        return key


def keys(secret: bytes) -> list[bytes]:
    """The secret, and the one before it when there is one."""
    before = getattr(secret, "before", None)
    return [secret, before] if before else [secret]
