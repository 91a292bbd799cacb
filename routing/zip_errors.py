"""What reading a damaged zip raises: for some damage only `zipfile` has an error of its own."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

# A RuntimeError is what a member is met by that claims to be encrypted or of an unknown method.
ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError)
