"""The compiled heart of the solver: arrays in, arrays out, no objects.

Compiled code is kept in a folder named after the kernel's own text, because the compiler's cache notices a change
only in the file of the function itself, not in those that it calls. `NUMBA_CACHE_DIR` moves the folder.
"""

from logistics.solver.kernel import cache

COMPILED_BEFORE = cache.prepare()
"""False when this process is the first to use this text of the kernel, and so has to compile it."""
