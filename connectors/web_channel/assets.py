"""The page's static files, read once: one content hash in the address lets browsers keep them for a year."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import Request, Response

from bot.errors import NotFound
from connectors.web_channel.headers import STATIC_HEADERS

FOLDER = Path(__file__).parent / "static"
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
    """Files of a folder and one `texts.<language>.json` per language. All live under one folder named by their common
    hash, so that scripts import each other by relative addresses."""

    def __init__(self, texts: Mapping[str, Mapping[str, Any]], folder: Path = FOLDER):
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _TYPES}
        words = {f"texts.{code}.json": json.dumps(text, ensure_ascii=False).encode() for code, text in texts.items()}
        self._assets = {name: _asset(name, body) for name, body in (files | words).items()}
        self.version = _hash(self._assets)

    @property
    def scripts(self) -> list[str]:
        return [name for name in self._assets if name.endswith(".js")]

    def address(self, name: str) -> str:
        """Path of a file; raises KeyError for a file that is not there, so that a template cannot name a missing one."""
        if name not in self._assets:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def response(self, version: str, name: str, request: Request) -> Response:
        """The file, kept for a year when the hash is the current one. Raises NotFound."""
        asset = self._assets.get(name)
        if asset is None:
            raise NotFound("no such file")
        small = "gzip" in request.headers.get("accept-encoding", "") and len(asset.squeezed) < len(asset.body)
        kept = "public, max-age=31536000, immutable" if version == self.version else "no-cache"
        headers = STATIC_HEADERS | {"Cache-Control": kept, "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if small else {})
        return Response(asset.squeezed if small else asset.body, media_type=asset.media_type, headers=headers)


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, mtime=0), _TYPES[Path(name).suffix])


def _hash(assets: Mapping[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name, asset in assets.items():
        digest.update(f"{name} {len(asset.body)}\n".encode() + asset.body)
    return digest.hexdigest()[:12]
