"""What the documentation says: schemas, operations and examples of one edition."""

from voipbin_harness.contract.loader import Contract, load
from voipbin_harness.contract.operations import Operation
from voipbin_harness.contract.problems import Problem

__all__ = ["Contract", "Operation", "Problem", "load"]
