#!/usr/bin/env python3
"""The tutorial that this project grew out of, through the shared library.

    tutorial.py [LIBRARY]

LIBRARY is librectifier.so. Without it, the newest one of the builds beside this
file is taken, else the one that the system's loader finds. Needs Python alone.
For a program of your own take the class Rectifier: it works on lists, on arrays
of the module `array` and, without a copy, on NumPy's.
"""
import array
import ctypes
import ctypes.util
import operator
import pathlib
import sys

TEXTBOOK, PYTORCH = 0, 1
CONVENTIONS = {"textbook": TEXTBOOK, "pytorch": PYTORCH}
# Each element type: as the functions' names end, as NumPy and ctypes call it, as buffers write it.
TYPES = (("f32", "float32", ctypes.c_float, "f"), ("f64", "float64", ctypes.c_double, "d"))


def find_library():
    """The path or name of librectifier.so; None where there is none."""
    builds = pathlib.Path(__file__).resolve().parents[2].glob("build/*/lib/librectifier.so")
    newest = max(builds, key=lambda path: path.stat().st_mtime, default=None)
    return str(newest) if newest else ctypes.util.find_library("rectifier")


def view_of(what, values):
    """The values' memory, as one block."""
    try:
        view = memoryview(values)
    except (TypeError, ValueError, BufferError):
        raise TypeError(f"{what} is of type {type(values).__name__}; it must be an array") from None
    if not view.c_contiguous:
        raise ValueError(f"{what} is not contiguous: its elements do not lie side by side")
    return view


def type_of(what, values, view):
    """The row of TYPES that fits."""
    for row in TYPES:
        # With "<" or ">" the byte order is told, with "=" that elements are not aligned.
        if view.format == row[3] or view.format == "<" + row[3] and sys.byteorder == "little":
            return row
    if view.format.startswith("="):
        raise TypeError(f"{what} is misaligned: its elements must lie at multiples of their size")
    name = getattr(values, "dtype", view.format)
    known = " or ".join(row[1] for row in TYPES)
    raise TypeError(f"{what} has elements of type {name}; they must be {known}, in the machine's "
                    "byte order")


def memory_of(view, values, element):
    """What ctypes takes for the address; the memory stays while it is kept."""
    size = view.nbytes // view.itemsize
    if size == 0:
        return None
    if not view.readonly:
        return (element * size).from_buffer(values)
    if view.ndim > 0 and hasattr(values, "__array_interface__"):  # NumPy's, without a copy
        return ctypes.c_void_p(values.__array_interface__["data"][0])
    return (element * size).from_buffer_copy(values)


def input_of(what, values, out, row):
    """The memory of an input, for a call that writes to the view `out`."""
    if isinstance(values, (list, tuple)):
        try:
            values = (row[2] * len(values))(*values)
        except TypeError:
            raise TypeError(f"{what} holds something that is no number") from None
    view = view_of(what, values)
    found = type_of(what, values, view)
    if found != row:
        raise TypeError(f"{what} has elements of type {found[1]} and out of type {row[1]}; they "
                        "must have the same")
    if view.nbytes != out.nbytes:
        raise ValueError(f"{what} has shape {view.shape} and out has shape {out.shape}; they must "
                         "have the same number of elements")
    return memory_of(view, values, row[2])


class Rectifier:
    """The six operations. `out` is an array of float32 or float64; it may be an input. The
    convention is "textbook" or "pytorch", or its number."""

    def __init__(self, path):
        if not path:
            raise OSError("librectifier.so was not found; build it (./run test) or give its path")
        self.library = ctypes.CDLL(path)
        try:
            self.library.rectifier_status_text.restype = ctypes.c_char_p
            self.library.rectifier_version.restype = ctypes.c_char_p
        except AttributeError:
            raise OSError(f"{path} is another library; it must be librectifier.so") from None

    def version(self):
        return self.library.rectifier_version().decode()

    def relu(self, x, out, convention=TEXTBOOK):
        self.call("relu", (x,), out, (), convention)

    def relu_gradient(self, x, out, convention=TEXTBOOK):
        self.call("relu_gradient", (x,), out, (), convention)

    def relu_backward(self, x, upstream, out, convention=TEXTBOOK):
        self.call("relu_backward", (x, upstream), out, (), convention)

    def leaky_relu(self, x, out, slope=0.01, convention=TEXTBOOK):
        self.call("leaky_relu", (x,), out, (slope,), convention)

    def leaky_relu_gradient(self, x, out, slope=0.01, convention=TEXTBOOK):
        self.call("leaky_relu_gradient", (x,), out, (slope,), convention)

    def leaky_relu_backward(self, x, upstream, out, slope=0.01, convention=TEXTBOOK):
        self.call("leaky_relu_backward", (x, upstream), out, (slope,), convention)

    def call(self, operation, inputs, out, slopes, convention):
        view = view_of("out", out)
        row = type_of("out", out, view)
        if view.readonly:
            raise ValueError("out is read-only; it must be an array that can be written")
        try:
            slopes = [float(slope) for slope in slopes]
        except (TypeError, ValueError, OverflowError):
            raise TypeError(f"the slope is {slopes[0]!r}; it must be a number") from None
        try:
            number = CONVENTIONS[convention] if convention in CONVENTIONS else (
                operator.index(convention))
        except TypeError:
            number = -1
        if number not in CONVENTIONS.values():
            raise ValueError(f"the convention is {convention!r}; it must be one of "
                             f"{', '.join(CONVENTIONS)}")
        memory = [input_of(what, values, view, row)
                  for what, values in zip(("x", "upstream"), inputs)]
        memory.append(memory_of(view, out, row[2]))
        status = getattr(self.library, f"rectifier_{operation}_{row[0]}")(
            *memory, ctypes.c_size_t(view.nbytes // view.itemsize),
            *map(ctypes.c_double, slopes), ctypes.c_int32(number))
        if status != 0:
            raise ValueError(f"{operation}: {self.library.rectifier_status_text(status).decode()}")


def main(arguments):
    if arguments in (["--help"], ["-h"]):
        print(__doc__.strip())
        return 0
    if len(arguments) > 1 or arguments[:1] and arguments[0].startswith("-"):
        print("tutorial.py: takes the path of librectifier.so, or nothing; see --help",
              file=sys.stderr)
        return 2
    try:
        rectifier = Rectifier(arguments[0] if arguments else find_library())
        x = array.array("d", [1, -10, 0, 15, -20])
        y = array.array("d", x)
        rectifier.relu(x, y)
        for before, after in zip(x, y):
            print(f"Applying Relu on ({before:.1f}) gives {after:.1f}")
        rectifier.leaky_relu(x, y)  # slope 0.01
        for before, after in zip(x, y):
            print(f"Applying Leaky Relu on ({before:.1f}) gives {after:.1f}")
    except (OSError, ValueError) as error:
        print(f"tutorial.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
