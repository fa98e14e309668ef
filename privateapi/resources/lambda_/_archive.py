"""Deployment packages: the same sources always give the same bytes, and so the same hash as Lambda computes.

Lambda's CodeSha256 is the SHA-256 of the uploaded ZIP file in base64 (Lambda API, FunctionConfiguration).
"""

import base64
import functools
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of a ZIP file that CreateFunction takes directly (Lambda quotas, "Deployment package size", 2025-11)."""
# The bytes that a compressor makes differ between builds of zlib; small packages are only stored, so that every
# machine computes the same hash.
_STORED_BELOW = 5 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FILE, _PROGRAM = 0o100644 << 16, 0o100755 << 16


def zip_texts(files: Mapping[str, str]) -> bytes:
    """A ZIP file of source texts by file name."""
    return _zip({name: (text.encode(), False) for name, text in files.items()})


def zip_path(path: str) -> bytes:
    """The bytes of a ZIP file, or of a folder that is packed.

    Raises:
        OSError: it cannot be read.
    """
    root = Path(path)
    if root.is_file():
        return root.read_bytes()
    return _zip({name: (file.read_bytes(), os.access(file, os.X_OK)) for name, file in _files_under(root)})


def code_hash(package: bytes) -> str:
    """The hash as Lambda tells it: SHA-256 in base64."""
    return base64.b64encode(hashlib.sha256(package).digest()).decode()


def measure_path(path: str) -> tuple[str, int]:
    """Hash and size in bytes of the package of a path; packed again only when a file has changed.

    Raises:
        OSError: it cannot be read.
    """
    root = Path(path)
    files = [("", root)] if root.is_file() else list(_files_under(root))
    stats = [(name, file.stat()) for name, file in files]
    return _measured(str(root.resolve()), tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


@functools.lru_cache(maxsize=256)
def _measured(path: str, stamp: tuple[tuple[str, int, int], ...]) -> tuple[str, int]:
    package = zip_path(path)
    return code_hash(package), len(package)


def path_fault(path: str) -> str | None:
    """What is wrong with a path as the source of a package, or ``None``."""
    root = Path(path)
    if not root.exists():
        return f"{path!r} does not exist in {os.getcwd()}; give a ZIP file or a folder"
    try:
        if root.is_file():
            return None if zipfile.is_zipfile(root) else f"{path!r} is not a ZIP file; give a ZIP file or a folder"
        if next(_files_under(root), None) is None:
            return f"the folder {path!r} is empty; it must hold the function's files"
        size = measure_path(path)[1]
    except OSError as error:
        return f"{path!r} cannot be read: {error.strerror}"
    return size_fault(size)


def size_fault(size: int) -> str | None:
    """What is wrong with the size of a package in bytes, or ``None``."""
    if size <= UPLOAD_LIMIT:
        return None
    return (
        f"the package has {size / 1024**2:.1f} MiB; Lambda takes at most {UPLOAD_LIMIT // 1024**2} MiB directly; "
        "put it into S3 and give s3Bucket and s3Key"
    )


def name_fault(name: str) -> str | None:
    """What is wrong with the name of a file in a package, or ``None``."""
    parts = PurePosixPath(name).parts
    if not name or name.startswith("/") or "\\" in name or ".." in parts or name.endswith("/"):
        return f"{name!r} is not the name of a file in a package; write it as 'app.py' or 'lib/app.py'"
    return None


def _files_under(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(root):
        # Python writes its caches on its own when the code is tried: they must not change the hash.
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(folder) / name
            yield file.relative_to(root).as_posix(), file


def _zip(files: Mapping[str, tuple[bytes, bool]]) -> bytes:
    small = sum(len(content) for content, _ in files.values()) < _STORED_BELOW
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, (content, executable) in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = _PROGRAM if executable else _FILE
            info.create_system = 3  # Unix on every machine: otherwise the bytes differ between systems
            info.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return target.getvalue()
