"""The machine a figure was measured on, and how much memory a process and its children hold."""

import os
import platform
from datetime import datetime
from pathlib import Path


def described() -> dict[str, str]:
    """CPU, cores, memory, system, Python, day; what cannot be known is "unknown"."""
    return {
        "CPU": _line("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": str(os.cpu_count() or "unknown"),
        "memory": _memory(),
        "system": _line("/etc/os-release", "PRETTY_NAME", "=").strip('"') or platform.platform(),
        "Python": platform.python_version(),
        "day": f"{datetime.now():%Y-%m-%d %H:%M}",
    }


def _line(path: str, name: str, mark: str = ":") -> str:
    file = Path(path)
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.split(mark, 1)[1].strip() for line in lines if line.startswith(name)), "")


def _memory() -> str:
    total = _line("/proc/meminfo", "MemTotal").split()
    return f"{int(total[0]) / 2**20:.0f} GiB" if total else "unknown"


def busy() -> float:
    """How many programmes wanted a core in the last minute, besides this one."""
    return os.getloadavg()[0]


def memory_of(pid: int) -> int:
    """Bytes (PSS) that a process and its children hold; 0 where the system does not tell."""
    return sum(_pss(one) for one in family(pid))


def work_of(pid: int) -> float:
    """Seconds of processor time that a process and its children have used so far."""
    return sum(_ticks(one) for one in family(pid)) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        # The second field is a name that may hold anything, so count from its end: user and system time.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        found = [int(child) for child in children.read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in found for one in family(child))]


def _pss(pid: int) -> int:
    try:
        return int(_line(f"/proc/{pid}/smaps_rollup", "Pss").split()[0]) * 1024
    except (OSError, IndexError):
        return 0


def open_files(pid: int, name: str) -> int:
    """How often a process and its children hold a file of that name open."""
    count = 0
    for one in family(pid):
        for link in Path(f"/proc/{one}/fd").glob("*"):
            try:
                count += link.readlink().name == name
            except OSError:
                continue
    return count
