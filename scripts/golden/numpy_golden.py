"""Computes test/golden/numpy.json with real NumPy: run `python3 scripts/golden/numpy_golden.py` from the repository.

A case is {"fn": name, "args": [...], "out": ...}; `functions.py` says what a name means here, and
`test/unit/ndarray/functions.ts` says what it means in src/core/ndarray. Arrays are {"data": [flat], "shape": [...], "dtype": ...};
numbers that JSON lacks are the strings "nan", "inf", "-inf" and "-0". An error is {"error": its Python name}.
"""

import json
import math
import pathlib
import sys
import warnings

import numpy as np

import cases_elementwise
import cases_index
import cases_linalg
import cases_random
import cases_reduce
import cases_shape
import cases_text
import cases_views
from functions import FUNCTIONS

MODULES = [
    cases_elementwise,
    cases_reduce,
    cases_shape,
    cases_index,
    cases_linalg,
    cases_random,
    cases_views,
    cases_text,
]
KINDS = {"f": "float64", "i": "int64", "u": "int64", "b": "bool"}


def encode_number(x):
    if isinstance(x, (bool, np.bool_)):
        return int(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    x = float(x)
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    if x == 0 and math.copysign(1, x) < 0:
        return "-0"
    return int(x) if x == int(x) and abs(x) < 2**53 else x


def encode(value):
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        data = [encode_number(x) for x in array.ravel().tolist()]
        return {"data": data, "shape": list(array.shape), "dtype": KINDS[array.dtype.kind]}
    if isinstance(value, (list, tuple)):
        return [encode(x) for x in value]
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return "..."
    if isinstance(value, float):
        return encode_number(value)
    return value


def run(name, args):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return encode(FUNCTIONS[name](*args))
    except Exception as error:
        # Kinds that NumPy derives from a plain one (AxisError is told apart, LinAlgError and UFuncTypeError are not).
        for kind in (np.AxisError, IndexError, ZeroDivisionError, MemoryError, TypeError, ValueError, np.linalg.LinAlgError):
            if isinstance(error, kind):
                return {"error": "ValueError" if kind is np.linalg.LinAlgError else kind.__name__}
        raise


def main():
    lines = []
    for module in MODULES:
        for name, *args in module.cases():
            # Arguments are encoded first: a function may change them.
            encoded = encode(args)
            case = {"fn": name, "args": encoded, "out": run(name, args)}
            lines.append(json.dumps(case, separators=(",", ":")))
    target = pathlib.Path(__file__).parents[2] / "test" / "golden" / "numpy.json"
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(f"{len(lines)} cases, NumPy {np.__version__}, Python {sys.version.split()[0]}", file=sys.stderr)


if __name__ == "__main__":
    main()
