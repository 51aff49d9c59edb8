"""What the Python example answers and refuses: python_test.py EXAMPLE LIBRARY [unittest's words]"""
import array
import importlib.util
import math
import struct
import sys
import unittest

EXAMPLE, LIBRARY = sys.argv[1:3]
spec = importlib.util.spec_from_file_location("tutorial", EXAMPLE)
tutorial = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tutorial)
rectifier = tutorial.Rectifier(LIBRARY)


class Arrays(unittest.TestCase):
    def test_every_operation_answers_in_both_types(self):
        for code in "fd":
            x, g = array.array(code, [-2, 0, 4]), array.array(code, [8, 16, 32])
            out = array.array(code, [9, 9, 9])
            for call, expected in (
                (lambda: rectifier.relu(x, out), [0, 0, 4]),
                (lambda: rectifier.relu_gradient(x, out), [0, 1, 1]),
                (lambda: rectifier.relu_gradient(x, out, tutorial.PYTORCH), [0, 0, 1]),
                (lambda: rectifier.relu_backward(x, g, out), [0, 16, 32]),
                (lambda: rectifier.leaky_relu(x, out, 0.25), [-0.5, 0, 4]),
                (lambda: rectifier.leaky_relu_gradient(x, out, 0.25), [0.25, 1, 1]),
                (lambda: rectifier.leaky_relu_backward(x, g, out, 0.25), [2, 16, 32]),
                (lambda: rectifier.leaky_relu_backward(x, g, out, 0.25, tutorial.PYTORCH),
                 [2, 4, 32]),
            ):
                call()
                self.assertEqual(list(out), expected)

    def test_the_default_slope_is_rounded_once(self):
        out = array.array("f", [-3])
        rectifier.leaky_relu(out, out)
        slope = struct.unpack("f", struct.pack("f", 0.01))[0]
        self.assertEqual(out[0], struct.unpack("f", struct.pack("f", slope * -3))[0])

    def test_the_convention_decides_about_nan(self):
        out = array.array("d", [0])
        rectifier.relu([math.nan], out)
        self.assertEqual(out[0], 0)
        rectifier.relu([math.nan], out, "pytorch")
        self.assertTrue(math.isnan(out[0]))

    def test_lists_read_only_inputs_and_nothing_are_fine(self):
        out = array.array("d", [9, 9])
        rectifier.relu([-1, 2], out)
        self.assertEqual(list(out), [0, 2])
        rectifier.relu(memoryview(array.array("d", [3, -4])).toreadonly(), out)
        self.assertEqual(list(out), [3, 0])
        rectifier.relu([], array.array("f"))

    def refuses(self, sentence, call):
        with self.assertRaisesRegex((TypeError, ValueError), sentence):
            call()

    def test_a_wrong_call_gets_a_sentence(self):
        out = array.array("d", [9, 9])
        self.refuses("out is of type list; it must be an array", lambda: rectifier.relu([1], [0]))
        self.refuses("x is of type str; it must be an array", lambda: rectifier.relu("1", out))
        self.refuses("x holds something that is no number", lambda: rectifier.relu([1, "2"], out))
        self.refuses("out has elements of type i; they must be float32 or float64",
                     lambda: rectifier.relu([1], array.array("i", [0])))
        self.refuses("x has elements of type float32 and out of type float64",
                     lambda: rectifier.relu(array.array("f", [1, 2]), out))
        self.refuses("upstream has shape .1,. and out has shape .2,.",
                     lambda: rectifier.relu_backward([1, 2], [1], out))
        self.refuses("out is read-only", lambda: rectifier.relu([1], memoryview(out).toreadonly()))
        self.refuses("out is not contiguous",
                     lambda: rectifier.relu([1, 2], memoryview(array.array("d", range(4)))[::2]))
        self.refuses("leaky_relu: the slope is not finite",
                     lambda: rectifier.leaky_relu(out, out, math.inf))
        for slope in ("half", None, [1]):
            self.refuses("the slope is .*; it must be a number",
                         lambda: rectifier.leaky_relu(out, out, slope))
        for convention in (7, -1, 2**32, 2**32 + 1, "jax", None, 0.5):
            self.refuses("the convention is .*; it must be one of textbook, pytorch",
                         lambda: rectifier.relu(out, out, convention))
        whole = memoryview(array.array("d", range(4)))
        for path in (None, "", "libm.so.6"):
            with self.assertRaisesRegex(OSError, "librectifier.so"):
                tutorial.Rectifier(path)
        self.refuses("out overlaps an input", lambda: rectifier.relu(whole[:3], whole[1:]))
        self.assertEqual(list(out), [9, 9])


def numpy_tests(numpy):
    class NumPy(unittest.TestCase):
        def test_arrays_are_not_copied(self):
            for dtype in (numpy.float32, numpy.float64):
                x = numpy.linspace(-2, 2, 1001, dtype=dtype).reshape(7, 143)
                x.flags.writeable = False
                out = numpy.full_like(x, 9)
                rectifier.relu(x, out)
                self.assertTrue((out == numpy.maximum(x, 0)).all())
                in_place = x.copy()
                rectifier.leaky_relu(in_place, in_place, 0.5)
                self.assertTrue((in_place == numpy.where(x >= 0, x, dtype(0.5) * x)).all())

        def test_scalars_are_arrays_of_one(self):
            for dtype in (numpy.float32, numpy.float64):
                out = numpy.zeros(1, dtype)
                for x, upstream, expected in ((-1, 7, 3.5), (1, -7, -7), (-2, 4, 2), (3, 5, 5)):
                    rectifier.leaky_relu_backward(dtype(x), dtype(upstream), out, 0.5)
                    self.assertEqual(out[0], expected)
                    rectifier.leaky_relu_backward(numpy.array(x, dtype),
                                                  numpy.array(upstream, dtype), out, 0.5)
                    self.assertEqual(out[0], expected)

        def refuses(self, sentence, call):
            with self.assertRaisesRegex((TypeError, ValueError), sentence):
                call()

        def test_a_wrong_call_gets_a_sentence(self):
            out = numpy.zeros(4)
            fixed = numpy.zeros(4)
            fixed.flags.writeable = False
            self.refuses("out has elements of type float16; they must be float32 or float64",
                         lambda: rectifier.relu(out, numpy.zeros(4, numpy.float16)))
            self.refuses("x has elements of type int64; they must be float32 or float64",
                         lambda: rectifier.relu(numpy.arange(4), out))
            self.refuses("out has elements of type >f8; .* in the machine's byte order",
                         lambda: rectifier.relu(out, numpy.zeros(4, ">f8")))
            self.refuses("x is not contiguous", lambda: rectifier.relu(numpy.zeros(8)[::2], out))
            self.refuses("out is not contiguous",
                         lambda: rectifier.relu(out, numpy.zeros((4, 2))[:, 0]))
            self.refuses("out is read-only", lambda: rectifier.relu(out, fixed))
            bytes_before = numpy.zeros(33, numpy.uint8)[1:]
            self.refuses("x is misaligned", lambda: rectifier.relu(bytes_before.view("f8"), out))
            self.refuses("x has shape .3,. and out has shape .4,.",
                         lambda: rectifier.relu(out[:3], out))

    return NumPy


if "numpy" in sys.argv[3:]:
    import numpy

    Arrays = numpy_tests(numpy)

unittest.main(argv=sys.argv[:1], verbosity=2)
