"""Static files of a page, read once: one content hash in the address lets browsers keep them for a year."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response

from bot.errors import NotFound

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    squeezed: bytes  # the same, gzip: newcomers pay for their data
    media_type: str


class Assets:
    """Files by name. All live under one folder named by their common hash, so that scripts import each other by relative addresses.

    `root` is the address of that folder's parent; `headers` go with every file.
    """

    def __init__(self, files: Mapping[str, bytes], root: str, headers: Mapping[str, str]):
        self._assets = {name: _asset(name, body) for name, body in files.items()}
        self._root, self._headers = root, headers
        self.version = _hash(self._assets)

    @property
    def scripts(self) -> list[str]:
        return [name for name in self._assets if name.endswith(".js")]

    def address(self, name: str) -> str:
        """Path of a file; raises KeyError for a file that is not there, so that a template cannot name a missing one."""
        if name not in self._assets:
            raise KeyError(name)
        return f"{self._root}/{self.version}/{name}"

    def response(self, version: str, name: str, request: Request) -> Response:
        """The file, kept for a year when the hash is the current one. Raises NotFound."""
        asset = self._assets.get(name)
        if asset is None:
            raise NotFound("no such file")
        small = "gzip" in request.headers.get("accept-encoding", "") and len(asset.squeezed) < len(asset.body)
        kept = "public, max-age=31536000, immutable" if version == self.version else "no-cache"
        headers = {**self._headers, "Cache-Control": kept, "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if small else {})
        return Response(asset.squeezed if small else asset.body, media_type=asset.media_type, headers=headers)


def files_in(folder: Path) -> dict[str, bytes]:
    """Name to content of the files in a folder that a browser may have."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _TYPES}


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, mtime=0), _TYPES[Path(name).suffix])


def _hash(assets: Mapping[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name, asset in assets.items():
        digest.update(f"{name} {len(asset.body)}\n".encode() + asset.body)
    return digest.hexdigest()[:12]
