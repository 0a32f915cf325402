"""Work in stages: each in a thread of its own, a few items ahead of the next."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")

AHEAD = 4
"""So many items may wait between two stages: enough to even out, few enough for the memory."""
_LOOK_UP_S = 0.1
"""A waiting stage looks up this often whether it is still wanted."""


class Stages:
    """Runs iterators in threads of their own, chained by short queues.

        with Stages(tick) as stages:
            pictures = stages.ahead(read())
            poses = stages.ahead(find(picture) for picture in pictures)
            for pose in poses:  # in this thread
                ...

    An exception of a stage comes out of the iterator after it, and so reaches whoever consumes the
    last. When the block ends, for whatever reason, all stages stop and their threads have ended.

    Args:
        tick: called in the thread that made this object whenever it takes an item and about ten
            times a second while it waits for one; an exception in it ends the block.
    """

    def __init__(self, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._owner = threading.get_ident()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        interrupted: KeyboardInterrupt | None = None
        for thread in self._threads:
            while thread.is_alive():
                try:
                    thread.join()
                except KeyboardInterrupt as again:  # files close after this: nobody may read them
                    interrupted = again
        if interrupted is not None and error is None:
            raise interrupted

    def ahead(self, items: Iterable[T], depth: int = AHEAD) -> Iterator[T]:
        """The same items, made in a thread of their own, at most `depth` in advance."""
        waiting: queue.Queue[_Item[T] | _End] = queue.Queue(depth)
        thread = threading.Thread(
            target=self._run, args=(items, waiting), name=f"stage-{len(self._threads)}", daemon=True
        )
        self._threads.append(thread)
        thread.start()
        return self._taken(waiting)

    def _run(self, items: Iterable[T], waiting: queue.Queue[_Item[T] | _End]) -> None:
        end = _End(None)
        try:
            for item in items:
                if not self._put(waiting, _Item(item)):
                    break
        except BaseException as error:
            end = _End(error)
        self._put(waiting, end)

    def _put(self, waiting: queue.Queue[_Item[T] | _End], item: _Item[T] | _End) -> bool:
        while not self._stop.is_set():
            try:
                waiting.put(item, timeout=_LOOK_UP_S)
            except queue.Full:
                continue
            return True
        return False

    def _taken(self, waiting: queue.Queue[_Item[T] | _End]) -> Iterator[T]:
        while True:
            if threading.get_ident() == self._owner:
                self._tick()
            try:
                item = waiting.get(timeout=_LOOK_UP_S)
            except queue.Empty:
                if self._stop.is_set():
                    return
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item.value


@dataclass(frozen=True, slots=True, eq=False)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True, eq=False)
class _End:
    error: BaseException | None
