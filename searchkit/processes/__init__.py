"""Work in processes apart: several run one function side by side, and what becomes of one costs its own task only.

The standard library's pools ask the caller's program for an ``if __name__ == "__main__"``, give up altogether when one
process dies, can't stop one that hangs, and leave theirs behind when the caller is killed. These do none of that.
"""

from __future__ import annotations

from searchkit.processes.pool import Pool, default_jobs

__all__ = ["Pool", "default_jobs"]
