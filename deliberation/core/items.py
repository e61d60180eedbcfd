"""A growing collection that never changes: adding or replacing one item shares all the others with the old one."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

CHUNK = 64


class Numbered(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def seq(self) -> int: ...


T = TypeVar("T", bound=Numbered)


class Items(Generic[T]):
    """Items in the order of their ids, which only grow. `seq` of an item says when it last changed."""

    __slots__ = ("_chunks", "_firsts", "_latest")

    def __init__(
        self,
        chunks: tuple[tuple[T, ...], ...] = (),
        firsts: tuple[int, ...] = (),
        latest: tuple[int, ...] = (),
    ) -> None:
        self._chunks = chunks
        self._firsts = firsts  # the first id of each chunk
        self._latest = latest  # the highest seq of each chunk

    def __len__(self) -> int:
        return CHUNK * (len(self._chunks) - 1) + len(self._chunks[-1]) if self._chunks else 0

    def __iter__(self) -> Iterator[T]:
        for chunk in self._chunks:
            yield from chunk

    def __reversed__(self) -> Iterator[T]:
        for chunk in reversed(self._chunks):
            yield from reversed(chunk)

    def at(self, id: int) -> T | None:
        place = self._place(id)
        return self._chunks[place[0]][place[1]] if place else None

    def put(self, item: T) -> "Items[T]":
        """With this item added at the end, or in the place of the one with its id."""
        last = self._chunks[-1] if self._chunks else ()
        place = self._place(item.id) if last and item.id <= last[-1].id else None
        if place:
            n, i = place
            return self._with_chunk(n, (*self._chunks[n][:i], item, *self._chunks[n][i + 1 :]), item.seq)
        if last and len(last) < CHUNK:
            latest = max(item.seq, self._latest[-1])
            # Added up, not unpacked: that would copy everything three times, and a whole log passes here.
            return Items(self._chunks[:-1] + (last + (item,),), self._firsts, self._latest[:-1] + (latest,))  # noqa: RUF005
        return Items((*self._chunks, (item,)), (*self._firsts, item.id), (*self._latest, item.seq))

    def since(self, seq: int) -> Iterator[T]:
        """Those that changed after `seq`."""
        for chunk, latest in zip(self._chunks, self._latest, strict=True):
            if latest > seq:
                yield from (item for item in chunk if item.seq > seq)

    def first_of_newest(self, count: int) -> int:
        """The id of the first of the `count` newest; 0 where there are no more than so many."""
        place = len(self) - count
        return self._chunks[place // CHUNK][place % CHUNK].id if place > 0 else 0

    def starting(self, id: int) -> Iterator[T]:
        """Those from this id on."""
        for chunk in self._chunks[max(bisect_left(self._firsts, id + 1) - 1, 0) :]:
            yield from (item for item in chunk if item.id >= id)

    def _with_chunk(self, n: int, chunk: tuple[T, ...], seq: int) -> "Items[T]":
        return Items(
            (*self._chunks[:n], chunk, *self._chunks[n + 1 :]),
            self._firsts,
            (*self._latest[:n], max(seq, self._latest[n]), *self._latest[n + 1 :]),
        )

    def _place(self, id: int) -> tuple[int, int] | None:
        n = bisect_left(self._firsts, id + 1) - 1
        if n < 0:
            return None
        chunk = self._chunks[n]
        i = bisect_left(chunk, id, key=lambda item: item.id)
        return (n, i) if i < len(chunk) and chunk[i].id == id else None


def differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> frozenset[Any]:
    """The keys under which another object stands than before."""
    if before is after:
        return frozenset()
    return frozenset(key for key in {*before, *after} if before.get(key) is not after.get(key))
