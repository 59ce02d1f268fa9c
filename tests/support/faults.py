"""The ids of the faults, for tests that take each of them."""

from livecoach.faults.registry import hold_faults, rep_faults

REP_FAULT_IDS = tuple(fault.id for fault in rep_faults())
HOLD_FAULT_IDS = tuple(fault.id for fault in hold_faults())
