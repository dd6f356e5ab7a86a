"""The one file a copy is: a zip with `manifest.json` and the database, and the hash that ties the two together."""

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from rekindle.operating.trouble import Trouble

DATABASE, MANIFEST = "rekindle.sqlite3", "manifest.json"
FORMAT = "rekindle-copy-1"
LONGEST_MANIFEST = 100_000
CHUNK = 1 << 20
EPOCH = (1980, 1, 1, 0, 0, 0)
FOREIGN = "{} is not a copy that `rekindle backup` has made. Nothing was changed."
DAMAGED = "{} is damaged: what is in it is not what was written. Nothing was changed; use another copy."


def write(file: Path, database: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Write the parcel whole or not at all, with mode 0600; return the manifest with "sha256" and "size"."""
    with database.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    manifest = {**manifest, "sha256": digest, "size": database.stat().st_size}
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            _fill(handle, database, {"format": FORMAT, **manifest})
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return manifest


def _fill(handle: BinaryIO, database: Path, manifest: dict[str, Any]) -> None:
    with zipfile.ZipFile(handle, "w") as parcel:
        parcel.writestr(zipfile.ZipInfo(MANIFEST, EPOCH), json.dumps(manifest, indent=2))
        # Sealed words do not get smaller.
        info = zipfile.ZipInfo(DATABASE, EPOCH)
        info.file_size = database.stat().st_size
        with database.open("rb") as source, parcel.open(info, "w") as sink:
            while chunk := source.read(CHUNK):
                sink.write(chunk)


def read(file: Path, into: Path) -> dict[str, Any]:
    """Unpack the database to `into` and return the manifest. Raises Trouble when it is no parcel or was damaged."""
    try:
        with zipfile.ZipFile(file) as parcel:
            manifest = _manifest(parcel, file)
            _unpack(parcel, into, manifest, file)
    except zipfile.BadZipFile as error:
        with file.open("rb") as handle:
            say = DAMAGED if handle.read(4) == b"PK\x03\x04" else FOREIGN
        raise Trouble(say.format(file)) from error
    except (EOFError, NotImplementedError, RuntimeError) as error:
        raise Trouble(DAMAGED.format(file)) from error
    return manifest


def _manifest(parcel: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    if sorted(parcel.namelist()) != [MANIFEST, DATABASE] or parcel.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise Trouble(FOREIGN.format(file))
    try:
        manifest = json.loads(parcel.read(MANIFEST))
    except ValueError as error:
        raise Trouble(FOREIGN.format(file)) from error
    wanted = {"format", "made", "version", "counts", "sha256", "size"}
    if not isinstance(manifest, dict) or not wanted <= manifest.keys() or manifest["format"] != FORMAT:
        raise Trouble(FOREIGN.format(file))
    return manifest


def _unpack(parcel: zipfile.ZipFile, into: Path, manifest: dict[str, Any], file: Path) -> None:
    if parcel.getinfo(DATABASE).file_size != manifest["size"]:
        raise Trouble(DAMAGED.format(file))
    digest = hashlib.sha256()
    descriptor = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as sink, parcel.open(DATABASE) as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())
    if digest.hexdigest() != manifest["sha256"]:
        raise Trouble(DAMAGED.format(file))
