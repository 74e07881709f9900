"""Find out whether this machine can run the pipeline and its tests; install what is missing or say how.

Runs on the bare system Python, before .venv exists: standard library only.

    python3 pipeline/machine.py                            look, and print what is missing
    python3 pipeline/machine.py --install                  also install it, where that needs no password
    python3 pipeline/machine.py --install --for-tests      what the tests call, too
    python3 pipeline/machine.py --install --for-real-tests and the outside programs that try the results

Exit 0: everything needed is here. 2: something must be installed by hand; the command is printed.
"""

from __future__ import annotations

import argparse
import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MISSING = 2


@dataclass(frozen=True)
class Need:
    """One thing outside Python that the pipeline uses: how to see it, and the package that brings it."""

    what: str
    why: str
    probe: Callable[[], bool]
    debian: str
    brew: str = ""
    msys2: str = ""
    optional: bool = False


def library(*names: str) -> Callable[[], bool]:
    """Probe for a shared library under any of its names."""
    return lambda: any(ctypes.util.find_library(name) for name in names)


def program(*names: str) -> Callable[[], bool]:
    """Probe for a command under any of its names."""
    return lambda: any(shutil.which(name) for name in names)


def font(*families: str) -> Callable[[], bool]:
    """Probe for a font that has Chinese and belongs to any of these families."""
    return lambda: any(family in chinese_fonts() for family in families)


def chinese_fonts() -> str:
    """Return the families fontconfig lists for Chinese, one line a font; nothing where it is absent."""
    if not shutil.which("fc-list"):
        return ""
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    return listed.stdout.decode("utf-8", "replace")


def venv_usable() -> bool:
    """Tell whether this interpreter can make an environment with pip in it (Debian packs that apart)."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


FOR_PIPELINE: tuple[Need, ...] = (
    Need(
        what="Python 虚拟环境模块",
        why="安装本程序的依赖",
        probe=venv_usable,
        debian=f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
        brew="python",
    ),
    Need(
        what="Pango 排版库",
        why="生成 PDF",
        probe=library("pango-1.0", "libpango-1.0-0"),
        debian="libpango-1.0-0",
        brew="pango",
        msys2="mingw-w64-x86_64-pango",
    ),
    Need(
        what="Pango 字形库",
        why="生成 PDF",
        probe=library("pangoft2-1.0", "libpangoft2-1.0-0"),
        debian="libpangoft2-1.0-0",
        brew="pango",
        msys2="mingw-w64-x86_64-pango",
    ),
    Need(
        what="HarfBuzz 字体裁剪库",
        why="缺了它，生成 PDF 要慢几十倍，文件内容也会不同",
        probe=library("harfbuzz-subset", "libharfbuzz-subset-0"),
        debian="libharfbuzz-subset0",
        brew="harfbuzz",
        msys2="mingw-w64-x86_64-harfbuzz",
    ),
    Need(
        what="fontconfig 字体查找程序",
        why="查找本机字体",
        probe=program("fc-list"),
        debian="fontconfig",
        brew="fontconfig",
        msys2="mingw-w64-x86_64-fontconfig",
    ),
    Need(
        what="思源中文字体（Noto CJK）",
        why="通报中的汉字，含人名生僻字",
        probe=font("Noto Sans CJK SC", "Source Han Sans SC"),
        debian="fonts-noto-cjk",
        brew="font-noto-sans-cjk font-noto-serif-cjk",
    ),
    Need(
        what="霞鹜文楷字体",
        why="通报中的楷体；没有时改用宋体",
        probe=font("LXGW WenKai"),
        debian="fonts-lxgw-wenkai",
        brew="font-lxgw-wenkai",
        optional=True,
    ),
)

FOR_TESTS: tuple[Need, ...] = (
    Need(
        what="Poppler 工具（pdftotext、pdftoppm）",
        why="测试时读出 PDF 的文字和版面",
        probe=lambda: program("pdftotext")() and program("pdftoppm")(),
        debian="poppler-utils",
        brew="poppler",
        msys2="mingw-w64-x86_64-poppler",
    ),
)

FOR_REAL_TESTS: tuple[Need, ...] = (
    Need(
        what="Dovecot 邮件服务器",
        why="测试时从真实的邮箱收取上报表",
        probe=lambda: shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None,
        debian="dovecot-imapd",
    ),
    Need(
        what="LibreOffice 表格",
        why="测试时打开并重算生成的工作簿",
        probe=program("soffice", "libreoffice"),
        debian="libreoffice-calc",
        brew="libreoffice",
    ),
    Need(
        what="LibreOffice 文字",
        why="测试时把生成的 Word 文件排成页面",
        probe=program("lowriter"),
        debian="libreoffice-writer",
    ),
    Need(
        what="Chromium 浏览器",
        why="测试时打开生成的网页",
        probe=program("chromium"),
        debian="chromium",
        brew="chromium",
    ),
)


def needs(*, for_tests: bool = False, for_real_tests: bool = False) -> tuple[Need, ...]:
    """Return what a purpose needs; the tests with outside programs need all the rest as well."""
    found = FOR_PIPELINE
    if for_tests or for_real_tests:
        found += FOR_TESTS
    if for_real_tests:
        found += FOR_REAL_TESTS
    return found


def package_manager(platform: str = sys.platform) -> str:
    """Name the field of Need that holds this system's packages."""
    return {"darwin": "brew", "win32": "msys2"}.get(platform, "debian")


def packages(missing: Iterable[Need], manager: str = "debian") -> list[str]:
    """Return the packages that bring what is missing, each once, in the order of the table."""
    names = " ".join(str(getattr(need, manager)) for need in missing)
    return list(dict.fromkeys(names.split()))


def command_to_type(missing: Iterable[Need], manager: str = "debian", *, root: bool = False) -> str:
    """Compose the one command a person can type to install what is missing."""
    names = " ".join(packages(missing, manager))
    if manager == "brew":
        return f"brew install {names}"
    if manager == "msys2":
        return f"pacman -S --needed {names}"
    sudo = "" if root else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {names}"


def missing_from(wanted: Iterable[Need], manager: str = "debian") -> list[Need]:
    """Return the needs not met here; what has no package for this system is not asked for."""
    return [need for need in wanted if packages([need], manager) and not need.probe()]


def describe(missing: Iterable[Need]) -> str:
    """List what is missing and what it is for, one line each."""
    return "\n".join(f"  - {need.what}：{need.why}" for need in missing)


def is_root() -> bool:
    """Tell whether we may install without asking anyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_get() -> list[str] | None:
    """Return how to call apt-get without a password or a question, or None where that cannot be done."""
    if not shutil.which("apt-get"):
        return None
    call = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    if is_root():
        return call
    if shutil.which("sudo") and runs(["sudo", "-n", "true"]):
        return ["sudo", "-n", *call]
    return None


def runs(command: Sequence[str]) -> bool:
    """Run a command quietly and tell whether it succeeded."""
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def install(apt: Sequence[str], missing: Sequence[Need]) -> None:
    """Install the packages of what is missing; a package list that is absent or stale is refreshed, once."""
    print(f"正在安装系统软件：{' '.join(packages(missing))}\n{describe(missing)}", flush=True)
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages(missing)]
    if not runs(wanted):
        print("正在更新软件包清单……", flush=True)
        runs([*apt, "update"])
        runs(wanted)


def install_missing(missing: Sequence[Need]) -> None:
    """Install what is missing where we may; optional things apart, so that they cannot hold up the others."""
    apt = apt_get()
    if apt is None:
        return
    for optional in (False, True):
        group = [need for need in missing if need.optional is optional]
        if group:
            install(apt, group)


def report(missing: Sequence[Need], manager: str) -> int:
    """Say what is still missing and the command that brings it; return the exit code."""
    required = [need for need in missing if not need.optional]
    if not missing:
        return 0
    heading = "本机还缺少下列软件，程序不能运行：" if required else "可以运行。如再装上下列软件，效果更好："
    print(f"{heading}\n{describe(missing)}\n请输入这条命令安装，然后重新运行：")
    print(f"  {command_to_type(missing, manager, root=is_root())}")
    if manager == "debian" and not shutil.which("apt-get"):
        print("（这是 Debian、Ubuntu 的写法。本机没有 apt-get，请用本机的软件管理工具安装同样的软件。）")
    return MISSING if required else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Look, install if asked to, and report."""
    parser = argparse.ArgumentParser(description="检查本机是否具备运行条件")
    parser.add_argument("--install", action="store_true", help="安装缺少的系统软件")
    parser.add_argument("--for-tests", action="store_true", help="包括测试要用的软件")
    parser.add_argument("--for-real-tests", action="store_true", help="包括 LibreOffice、Chromium、Dovecot")
    asked = parser.parse_args(arguments)
    manager = package_manager()
    wanted = needs(for_tests=asked.for_tests, for_real_tests=asked.for_real_tests)
    missing = missing_from(wanted, manager)
    if missing and asked.install and manager == "debian":
        install_missing(missing)
        missing = missing_from(missing, manager)
    if not missing and not asked.install:
        print("本机具备运行条件。")
    return report(missing, manager)


if __name__ == "__main__":
    sys.exit(main())
