"""Resources that must be closed, as a ``with`` statement does it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType


class Closable(Protocol):
    """The protocol of every open resource; it need not derive from ``Closing``."""

    def close(self) -> None:
        """Release everything; may be called again."""

    def __enter__(self) -> Self:
        """Return itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close; an exception is not swallowed."""


class Closing(ABC):
    """Closes itself at the end of a ``with`` statement, whatever happened in it."""

    __slots__ = ()

    @abstractmethod
    def close(self) -> None:
        """Release everything; may be called again."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close; an exception is not swallowed."""
        self.close()
