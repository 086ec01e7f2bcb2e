"""What visitors had worked out last, for all of them together: the oldest goes when there are too many bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

#: Bytes that a server keeps, however many visitors it has.
MOST_BYTES = 2**28
#: What a value takes besides its arrays: a result 12 kB.
_BESIDES = 2**14


class Kept:
    """Values by key, each with the bytes of its arrays; one that is larger than all may be is not kept."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self._values, self._lock = most, OrderedDict[Hashable, tuple[Any, int]](), Lock()

    def get(self, key: Hashable) -> Any:
        """Return the value, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key, (None, 0))[0]

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value whose arrays have so many bytes."""
        size += _BESIDES
        with self._lock:
            self._values.pop(key, None)
            if size <= self.most:
                self._values[key] = value, size
            while self.size > self.most:
                self._values.popitem(last=False)

    @property
    def size(self) -> int:
        """The bytes of all that is kept."""
        return sum(size for _, size in self._values.values())


KEPT = Kept()
