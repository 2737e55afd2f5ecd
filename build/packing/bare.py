"""A bare Debian system in a folder, to install into: no Python, no desktop, one user who is not root."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

USER = "1000"
HOME = "home/ada"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"

CHANGES = re.compile(
    r"(var/(cache|log)|var/lib/(apt|dpkg|systemd)|proc|sys|dev|tmp|run|root)(/|$)|etc/ld\.so\.cache|" + HOME + "(/|$)"
)
"""What apt keeps its books in, and what belongs to a user: it may differ after a package has come and gone."""

TRIGGERS = ("desktop-file-utils", "shared-mime-info", "hicolor-icon-theme", "man-db")
"""What keeps lists of menu entries, types of files, icons and manuals on a desktop: they must be as before, too."""


class BareSystem:
    """Made by debootstrap on entering, taken away on leaving. Errors are `OSError`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __enter__(self) -> BareSystem:
        site, release = _mirror()
        self._told(["debootstrap", "--variant=minbase", release, str(self.root), site])
        for name in ("sources.list", "sources.list.d"):
            own, here = self.root / "etc/apt" / name, Path("/etc/apt", name)
            if here.is_dir():
                shutil.copytree(here, own, dirs_exist_ok=True)
            elif here.is_file():
                shutil.copy(here, own)
        subprocess.run(["mount", "-t", "proc", "proc", str(self.root / "proc")], check=True)
        home = self.root / HOME
        home.mkdir(parents=True)
        os.chown(home, int(USER), int(USER))
        self.inside("apt-get", "-q", "update")
        return self

    def __exit__(self, _kind: object, _error: object, _trace: object) -> None:
        subprocess.run(["umount", "--lazy", str(self.root / "proc")], check=False)
        shutil.rmtree(self.root, ignore_errors=True)

    def prepare(self, package: Path) -> None:
        """Install what `package` asks for, and what keeps the lists of a desktop; not the package itself."""
        asked = subprocess.run(["dpkg-deb", "-f", str(package), "Depends"], capture_output=True, text=True, check=True)
        quiet = ("-q", "-y", "--no-install-recommends")
        self.inside("apt-get", "install", *quiet, *TRIGGERS)
        self.inside("apt-get", "satisfy", *quiet, asked.stdout.strip())

    def install(self, package: Path) -> None:
        """Install `package`; with what `prepare` did nothing else is needed."""
        shutil.copy(package, self.root / "tmp" / package.name)
        self.inside("apt-get", "install", "-q", "-y", "--no-install-recommends", f"/tmp/{package.name}")

    def purge(self, name: str) -> None:
        """Remove a package with everything that belongs to it."""
        self.inside("apt-get", "purge", "-q", "-y", name)

    def files(self) -> dict[str, str]:
        """Every file of the system with its mode and what is in it, but for the books of apt and the users' own."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            inside = Path(folder).relative_to(self.root)
            folders[:] = [name for name in folders if not CHANGES.match((inside / name).as_posix())]
            for name in [*folders, *names]:
                path, told = Path(folder, name), (inside / name).as_posix()
                if CHANGES.match(told):
                    continue
                about = f"{path.lstat().st_mode:o}"
                if path.is_symlink():
                    about += f" to {path.readlink()}"
                elif path.is_file():
                    about += f" {hashlib.sha256(path.read_bytes()).hexdigest()}"
                found[told] = about
        return found

    def has(self, program: str) -> bool:
        """Whether the system has a program of that name."""
        return any((self.root / folder / program).exists() for folder in ("usr/bin", "bin", "usr/local/bin"))

    def put(self, name: str, text: str) -> None:
        """Give the user a file."""
        path = self.root / HOME / name
        path.write_text(text, encoding="utf-8", newline="")
        os.chown(path, int(USER), int(USER))

    def kept(self, name: str) -> bool:
        """Whether the user has a file of that name."""
        return (self.root / HOME / name).is_file()

    def user(self, *command: str) -> str:
        """What a command of the user's wrote, on both ways."""
        return self._told(self._as_user(*command))

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a command of the user's."""
        return subprocess.Popen(self._as_user(*command, **more), stderr=subprocess.DEVNULL)

    def inside(self, *command: str) -> str:
        """What a command of root's wrote in the system."""
        return self._told(
            ["chroot", str(self.root), "env", "-i", f"PATH={PATH}", "DEBIAN_FRONTEND=noninteractive", *command]
        )

    def _as_user(self, *command: str, **more: str) -> list[str]:
        around = {"PATH": PATH, "HOME": f"/{HOME}", "LC_ALL": "C.UTF-8", **more}
        told = [f"{name}={value}" for name, value in around.items()]
        return ["chroot", f"--userspec={USER}:{USER}", str(self.root), "env", "-i", "-C", f"/{HOME}", *told, *command]

    @staticmethod
    def _told(command: list[str]) -> str:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
        )
        if done.returncode:
            raise OSError(f"{' '.join(command[:12])}: exit code {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout


def _mirror() -> tuple[str, str]:
    """Where this machine has its own packages from, and the release of them. Raises `OSError` where apt knows none."""
    asked = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    for line in told:
        site, _, release = line.partition(" ")
        if re.fullmatch(r"[a-z]+", release):  # a release, not its updates
            return site, release
    raise OSError("apt knows no place that has a whole release")
