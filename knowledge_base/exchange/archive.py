"""Content files in one zip, and out of one that somebody sent: nothing is written anywhere but below the folder it is unpacked into."""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from knowledge_base.exchange.files import FileRefused

LARGEST_ZIP = 32 * 1024 * 1024  # bytes as sent
LARGEST_WHOLE = 256 * 1024 * 1024  # bytes unpacked; a thousand entries in eleven languages take 60
LARGEST_RATIO = 200  # of a file of more than a megabyte; text is packed to a tenth
MOST_FILES = 60_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content makes the same zip
_ENDINGS = {".yml", ".md"}


def packed(files: Mapping[str, str]) -> bytes:
    """A zip of texts, sorted by path; the same for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, _EPOCH)
            info.external_attr, info.compress_type = (stat.S_IFREG | 0o644) << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, files[path].encode())
    return written.getvalue()


def unpacked(content: bytes, folder: Path) -> None:
    """Write the content files of a zip below an empty folder; files of other kinds are left out.

    Raises FileRefused: `too_large`, `zip`, `locked`, `many`, `path` (a path that leads elsewhere, a link, two of one name), `bomb`.
    """
    if len(content) > LARGEST_ZIP:
        raise FileRefused("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            paths = _checked(infos)
            left = LARGEST_WHOLE
            for info, path in zip(infos, paths):
                left -= _write(archive, info, folder / path, left) if path.suffix in _ENDINGS else 0
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("zip") from None


def _checked(infos: list[zipfile.ZipInfo]) -> list[PurePosixPath]:
    """Where each file goes, once nothing is wrong with any of them."""
    if len(infos) > MOST_FILES:
        raise FileRefused("many")
    if any(info.flag_bits & 0x1 for info in infos):
        raise FileRefused("locked")
    if sum(info.file_size for info in infos) > LARGEST_WHOLE or any(map(_is_bomb, infos)):
        raise FileRefused("bomb")
    paths = [_path(info) for info in infos]
    if len({str(path).casefold() for path in paths}) != len(paths):
        raise FileRefused("path")
    return paths


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > 1_000_000 and info.file_size > LARGEST_RATIO * max(1, info.compress_size)


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    """Raises FileRefused for one that is absolute, leads upwards, names a drive, or is no plain file."""
    name, mode = info.filename, info.external_attr >> 16
    path = PurePosixPath(name)
    is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG)
    if not is_plain or path.is_absolute() or not path.parts or set(path.parts) & {"..", "."} or set(name) & set("\\:\0") or "//" in name:
        raise FileRefused("path")
    if any(len(part.encode()) > 200 or not part.isprintable() for part in path.parts) or len(path.parts) > 12:
        raise FileRefused("path")
    return path


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Bytes written. What a zip says of its sizes may be a lie, so that it is counted."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source:
        content = source.read(left + 1)
    if len(content) > left:
        raise FileRefused("bomb")
    target.write_bytes(content)
    return len(content)
