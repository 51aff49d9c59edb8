#!/usr/bin/env python3
"""The tutorial that this project grew out of, through the shared library.

    tutorial.py [LIBRARY]

LIBRARY is librectifier.so. Without it, the newest one of the builds beside this file is taken, else
the one that the system's loader finds. Needs Python alone. For a program of your own take the class
Rectifier: it works on lists, on arrays of the module `array` and, without a copy, on NumPy's.
"""
import array
import ctypes
import ctypes.util
import pathlib
import sys

TEXTBOOK, PYTORCH = 0, 1
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
    except TypeError:
        raise TypeError(f"{what} is a {type(values).__name__}; it must be an array") from None
    if not view.c_contiguous:
        raise ValueError(f"{what} is not contiguous: its elements do not lie side by side")
    return view


def address_of(what, values, out, element):
    """Where the input's values are, for a call that writes to the view `out`."""
    if isinstance(values, (list, tuple)):
        values = (element * len(values))(*values)
        size, shape = len(values), (len(values),)
    else:
        view = view_of(what, values)
        size, shape = view.nbytes // view.itemsize, view.shape
        if view.format.lstrip("<") != out.format.lstrip("<"):
            raise TypeError(f"{what} has elements of type {view.format!r} and out of type "
                            f"{out.format!r}; they must have the same")
    if size != out.nbytes // out.itemsize:
        raise ValueError(f"{what} has shape {shape} and out has shape {out.shape}; they must have "
                         "the same number of elements")
    return pointer_to(values, size, element)


def pointer_to(values, size, element):
    if size == 0:
        return None
    if hasattr(values, "__array_interface__"):  # NumPy's: read-only ones too, without a copy
        return ctypes.c_void_p(values.__array_interface__["data"][0])
    if memoryview(values).readonly:
        return (element * size).from_buffer_copy(values)
    return (element * size).from_buffer(values)


class Rectifier:
    """The six operations. `out` is an array of float32 or float64; it may be an input."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.rectifier_status_text.restype = ctypes.c_char_p

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

    def call(self, operation, inputs, out, slope, convention):
        view = view_of("out", out)
        for ending, _, element, code in TYPES:
            if view.format.lstrip("<") == code:
                break
        else:
            known = " or ".join(name for _, name, _, _ in TYPES)
            raise TypeError(f"out has elements of type {view.format!r}; they must be {known}")
        if view.readonly:
            raise ValueError("out is read-only; it must be an array that can be written")
        size = view.nbytes // view.itemsize
        pointers = [address_of(what, values, view, element)
                    for what, values in zip(("x", "upstream"), inputs)]
        pointers.append(pointer_to(out, size, element))
        status = getattr(self.library, f"rectifier_{operation}_{ending}")(
            *pointers, ctypes.c_size_t(size), *map(ctypes.c_double, slope),
            ctypes.c_int32(convention))
        if status != 0:
            raise ValueError(f"{operation}: {self.library.rectifier_status_text(status).decode()}")


def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (["--help"], ["-h"]):
        print(__doc__.strip(), file=sys.stdout if len(sys.argv) == 2 else sys.stderr)
        return 0 if len(sys.argv) == 2 else 2
    path = sys.argv[1] if len(sys.argv) == 2 else find_library()
    if path is None:
        print("tutorial.py: librectifier.so was not found; build it (./run test) or give its path",
              file=sys.stderr)
        return 1
    try:
        rectifier = Rectifier(path)
    except OSError as error:
        print(f"tutorial.py: {error}", file=sys.stderr)
        return 1

    x = array.array("d", [1, -10, 0, 15, -20])
    y = array.array("d", x)
    rectifier.relu(x, y)
    for before, after in zip(x, y):
        print(f"Applying Relu on ({before:.1f}) gives {after:.1f}")
    rectifier.leaky_relu(x, y)  # slope 0.01
    for before, after in zip(x, y):
        print(f"Applying Leaky Relu on ({before:.1f}) gives {after:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
