"""All faults by their ids: those of the modules in ``faults.pulls`` and ``faults.holds``, and those of other packages.

Another package adds a fault with an entry point in the group ``livecoach.faults`` that names a ``Fault``: see
docs/faults.md. One that cannot be loaded, or that clashes, stops the program with a sentence that names the package:
going on without it would judge the person by other rules than they think.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.errors import PluginError, RecordError
from livecoach.faults import holds, pulls
from livecoach.faults.fault import Effort, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.metadata import EntryPoint

    from livecoach.core.words.fault_words import FaultWords
    from livecoach.core.words.translator import Translator

GROUP = "livecoach.faults"


@cache
def faults() -> Mapping[str, Fault]:
    """Return every fault by its id: those of reps first, the most urgent first; raises PluginError."""
    found = {fault.id: fault for fault in _shipped()}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        fault = _loaded(entry)
        if fault.id in found:
            raise PluginError(
                _("{} has the id {!r}, which is taken: uninstall one of the two.").format(_named(entry), fault.id)
            )
        found[fault.id] = fault
    order = list(Effort)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].effort), -item[1].urgency, item[0])))


@cache
def rep_faults() -> tuple[Fault, ...]:
    """Return the faults that are judged in reps, the most urgent first."""
    return tuple(fault for fault in faults().values() if fault.effort is Effort.REP)


@cache
def hold_faults() -> tuple[Fault, ...]:
    """Return the faults that are judged in holds, the most urgent first."""
    return tuple(fault for fault in faults().values() if fault.effort is Effort.HOLD)


def faults_of(exercise: str) -> tuple[Fault, ...]:
    """Return the faults that are judged in a shipped exercise, the most urgent first."""
    return tuple(fault for fault in faults().values() if exercise in fault.exercises)


def fault_named(fault_id: str) -> Fault:
    """Return the fault of that id; raises RecordError for one that no installed package has."""
    if fault_id not in faults():
        raise RecordError(
            _("No installed package knows the fault {!r}: install the one that judged it.").format(fault_id)
        )
    return faults()[fault_id]


def texts_of(fault_id: str, words: Translator) -> FaultWords:
    """Return the texts of a fault in a language; RecordError as ``fault_named``."""
    return fault_named(fault_id).texts(words)


def _shipped() -> Iterator[Fault]:
    for package in (pulls, holds):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            fault: Fault = import_module(module.name).FAULT
            yield fault


def _loaded(entry: EntryPoint) -> Fault:
    try:
        fault = entry.load()
    except Exception as error:
        raise PluginError(
            _("{} cannot be loaded ({}: {}): update or uninstall that package.").format(
                _named(entry), type(error).__name__, error
            )
        ) from error
    if not isinstance(fault, Fault) or fault.rule is None or fault.section is None or not fault.id.isidentifier():
        raise PluginError(
            _(
                "{} must name a livecoach.faults.fault.Fault with an identifier as its id, a section and "
                "a rule: update or uninstall that package."
            ).format(_named(entry))
        )
    return fault


def _named(entry: EntryPoint) -> str:
    package = entry.dist.name if entry.dist is not None else entry.value
    return _("The fault {!r} of the package {}").format(entry.name, package)
