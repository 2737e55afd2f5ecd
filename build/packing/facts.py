"""What Windows and macOS read about the program in its executable and in its bundle, for `packing.platforms`.

Made from the program's own version and name. It needs nothing but Python.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from netplus_desktop import __version__
from netplus_desktop.assets import APP_ID

NAME = "NetPlus"
TELLS = "An offline companion for networking as a two-way exchange"
MAKERS = "The NetPlus Desktop maintainers"
COPYRIGHT = "MIT licence; the parts and their licences stand under Help > About"

MACOS = "13.0"
"""The oldest macOS that Qt 6.11 is built for."""

ENGLISH, UNICODE = 0x0409, 0x04B0
"""The language and the code page of a version resource's texts, as Windows numbers them."""


def numbers() -> tuple[int, int, int, int]:
    """The version as the four numbers that Windows compares."""
    parts = [int(part) for part in __version__.split(".")]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def windows_version(executable: str) -> str:
    """The version resource of an executable of this file name, as the source that PyInstaller's EXE takes."""
    texts = {
        "CompanyName": MAKERS,
        "FileDescription": NAME,
        "FileVersion": __version__,
        "InternalName": "netplus",
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": executable,
        "ProductName": "NetPlus Desktop",
        "ProductVersion": __version__,
        "Comments": TELLS,
    }
    listed = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers()}, prodvers={numbers()}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1,
                    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("{ENGLISH:04x}{UNICODE:04x}", [{listed}])]),
    VarFileInfo([VarStruct("Translation", [{ENGLISH}, {UNICODE}])]),
  ],
)
"""


def info_plist() -> dict[str, object]:
    """What stands in the bundle's Info.plist: who it is, and that cards open with it."""
    return {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleIdentifier": APP_ID,
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "vCard",
                "CFBundleTypeRole": "Viewer",  # it reads them and leaves them as they are
                "LSHandlerRank": "Alternate",  # the system's own address book stays the first choice
                "LSItemContentTypes": ["public.vcard"],
                "CFBundleTypeExtensions": ["vcf", "vcard"],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": MACOS,
        "NSHumanReadableCopyright": COPYRIGHT,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # it has dark colours of its own
    }
