"""What other systems are told of the program, and hand over to it; they are not here, so it is looked at as data."""

from __future__ import annotations

import ast
import os
import plistlib
import subprocess
import sys
from pathlib import Path

from netplus_desktop import __version__
from netplus_desktop.assets import APP_ID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "build"))

from packing import facts  # noqa: E402

OPENED = """
import sys
from pathlib import Path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from netplus_desktop.ui.mac_files import MacApplication
app = MacApplication(["netplus", "-platform", "offscreen"])
app.files_came.connect(lambda files: print(*files))
app.sendEvent(app, QFileOpenEvent("/media/stick/my people.vcf"))
"""


def test_macos_is_told_who_the_bundle_is_and_that_it_opens_cards() -> None:
    told = plistlib.loads(plistlib.dumps(facts.info_plist()))
    assert (told["CFBundleIdentifier"], told["CFBundleShortVersionString"]) == (APP_ID, __version__)
    (kind,) = told["CFBundleDocumentTypes"]
    assert kind["LSItemContentTypes"] == ["public.vcard"] and "vcf" in kind["CFBundleTypeExtensions"]


def test_windows_is_told_the_version() -> None:
    tree = ast.parse(facts.windows_version("netplus.exe"), mode="eval")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pairs = [[ast.literal_eval(one) for one in call.args] for call in calls if ast.unparse(call.func) == "StringStruct"]
    told = dict(pairs)
    assert (told["ProductVersion"], told["OriginalFilename"]) == (__version__, "netplus.exe")
    (fixed,) = [call for call in calls if ast.unparse(call.func) == "FixedFileInfo"]
    numbers = {word.arg: ast.literal_eval(word.value) for word in fixed.keywords}
    assert ".".join(map(str, numbers["filevers"])).startswith(__version__) and len(numbers["prodvers"]) == 4


def test_a_file_that_the_finder_hands_over_arrives() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.strip(), done.returncode) == ("/media/stick/my people.vcf", 0), done.stderr
