// Runs a kernel on every kind of number and keeps what it answered.
#pragma once

#include <algorithm>
#include <functional>

#include "properties/numbers.hpp"
#include "properties/semantics/semantics.hpp"

namespace rectifier::observing {

inline constexpr std::size_t longest = 67;  // beyond four of the widest vectors, and a tail

/// A class of numbers as tried: which bits, and the word for it with either sign.
struct Kind {
  NumberClass number_class;
  std::string_view positive, negative;
  std::uint64_t random;  // what `magnitude` makes the bits of
};

inline constexpr std::uint64_t some_bits = 0x000a5a5a5a0ace5a;

inline constexpr Kind kinds[] = {
    {NumberClass::zero, "+0", "-0", 0},
    {NumberClass::smallest_normal, "x > 0", "x < 0", 0},
    {NumberClass::largest_finite, "x > 0", "x < 0", 0},
    {NumberClass::infinity, "+inf", "-inf", 0},
    {NumberClass::subnormal, "+subnormal", "-subnormal", some_bits},
    {NumberClass::smallest_subnormal, "+subnormal", "-subnormal", 0},
    {NumberClass::largest_subnormal, "+subnormal", "-subnormal", 0},
    {NumberClass::quiet_nan, "+quiet NaN", "-quiet NaN", 0},
    {NumberClass::quiet_nan, "+quiet NaN", "-quiet NaN", some_bits},
    {NumberClass::largest_nan, "+quiet NaN", "-quiet NaN", 0},
    {NumberClass::signalling_nan, "+signalling NaN", "-signalling NaN", some_bits},
    {NumberClass::smallest_nan, "+signalling NaN", "-signalling NaN", 0},
};

template <class T>
T number(const Kind& kind, bool negative) {
  using Bits = typename TypeTraits<T>::Bits;
  return with_sign<T>(magnitude<T>(kind.number_class, static_cast<Bits>(kind.random)), negative);
}

/// A number and the word for what it is.
template <class T>
struct Probe {
  T value;
  std::string_view kind;
};

/// Every x that is tried.
template <class T>
const std::vector<Probe<T>>& every_x() {
  static const std::vector<Probe<T>> list = [] {
    std::vector<Probe<T>> made;
    for (bool negative : {false, true}) {
      for (T ordinary : {T(1), T(1.3)})
        made.push_back({negative ? -ordinary : ordinary, negative ? "x < 0" : "x > 0"});
      for (const Kind& kind : kinds)
        made.push_back({number<T>(kind, negative), negative ? kind.negative : kind.positive});
    }
    return made;
  }();
  return list;
}

/// Every upstream gradient that is tried, the plainest first; one that is ignored if there is none
/// to give. A plain one has no kind.
template <class T>
const std::vector<Probe<T>>& every_upstream(bool given) {
  static const std::vector<Probe<T>> list = [] {
    const auto some = [](NumberClass number_class, bool negative) {
      return number<T>({number_class, {}, {}, some_bits}, negative);
    };
    return std::vector<Probe<T>>{{T(3), ""},
                                 {T(-1.3), ""},
                                 {T(0), "0"},
                                 {-T(0), "0"},
                                 {some(NumberClass::infinity, false), "inf"},
                                 {some(NumberClass::infinity, true), "inf"},
                                 {some(NumberClass::quiet_nan, false), "NaN"},
                                 {some(NumberClass::signalling_nan, true), "NaN"},
                                 {some(NumberClass::subnormal, false), "subnormal"},
                                 {some(NumberClass::subnormal, true), "subnormal"}};
  }();
  static const std::vector<Probe<T>> ignored = {{T(3), ""}};
  return given ? list : ignored;
}

/// Every slope that is tried, the plainest first; one that is ignored if `leaky` is false.
template <class T>
const std::vector<double>& every_slope(bool leaky) {
  static const std::vector<double> list = slopes<T>(&detail::SpecialSlope::observed);
  static const std::vector<double> ignored = {0.01};
  return leaky ? list : ignored;
}

/// Keeps for each kind of input the plainest that departs.
template <class T>
class Departures {
 public:
  explicit Departures(const Kernel& kernel)
      : operation_(kernel.operation),
        counts_(std::size(conventions)),
        found_(std::size(conventions)) {}

  /// One answer beside those of every convention.
  void note(std::size_t x, std::size_t upstream, std::size_t slope, T got, std::size_t n,
            std::size_t position) {
    const OperationRow& what = row(operation_);
    const Probe<T>& in = every_x<T>()[x];
    const Probe<T>& g = every_upstream<T>(what.has_upstream)[upstream];
    const T a = factor<T>(every_slope<T>(what.leaky)[slope]);
    for (std::size_t c = 0; c < std::size(conventions); ++c) {
      const T expected = definition::evaluate(operation_, Convention(c), in.value, g.value, a);
      if (same(got, expected, may_be_any_nan(operation_, std::optional(Convention(c)), in.value)))
        continue;
      ++counts_[c];
      Departure departure;
      departure.kind = is_subnormal(expected) && !is_subnormal(in.value) && g.kind.empty()
                           ? "subnormal result"
                           : std::string(in.kind);
      // Only one with an upstream of its own kind: where a plain one shows it, it says no more.
      const auto known = [&](const std::string& kind) {
        return std::any_of(found_[c].begin(), found_[c].end(),
                           [&](const Departure& other) { return other.kind == kind; });
      };
      if (known(departure.kind)) continue;
      if (!g.kind.empty()) departure.kind.append(" with upstream ").append(g.kind);
      if (known(departure.kind)) continue;
      departure.x = show(in.value);
      if (what.has_upstream) departure.upstream = show(g.value);
      if (what.leaky) departure.slope = show(a);
      departure.got = show(got);
      departure.expected = show(expected);
      departure.n = n;
      departure.position = position;
      found_[c].push_back(std::move(departure));
    }
  }

  std::vector<std::vector<Departure>> take() { return std::move(found_); }
  const std::vector<std::size_t>& counts() const { return counts_; }

 private:
  const Operation operation_;
  std::vector<std::size_t> counts_;
  std::vector<std::vector<Departure>> found_;
};

/// Arrays for one call, at an offset of their own.
template <class T>
struct Arrays {
  std::vector<T> x = std::vector<T>(longest + 32), upstream = x, out = x;

  void run(const Kernel& kernel, std::size_t n, std::size_t offset, double slope) {
    std::fill(out.begin(), out.end(), T(12345));  // no operation answers it
    kernel.run<T>(x.data() + offset, upstream.data() + offset % 5, out.data() + offset % 7, n,
                  slope);
  }
  void set(std::size_t i, std::size_t offset, T to_x, T to_upstream) {
    x[offset + i] = to_x;
    upstream[offset % 5 + i] = to_upstream;
  }
  T answer(std::size_t i, std::size_t offset) const { return out[offset % 7 + i]; }
};

/// What a kernel answered for single elements, and what changed in longer arrays.
template <class T>
struct Observations {
  Operation operation;
  std::vector<T> alone;  ///< by slope, upstream and x
  std::string varies;    ///< as in `Semantics`
  std::vector<std::vector<Departure>> departures;
  std::vector<std::size_t> departing;

  /// The answer at n = 1; the arguments are places in the lists above.
  T at(std::size_t x, std::size_t upstream = 0, std::size_t slope = 0) const {
    const std::size_t upstreams = every_upstream<T>(row(operation).has_upstream).size();
    return alone[(slope * upstreams + upstream) * every_x<T>().size() + x];
  }
};

/// Runs a kernel on all of them, saying before each call which one it is.
template <class T>
Observations<T> observe(const Kernel& kernel, const std::function<void(std::string_view)>& doing) {
  const OperationRow& what = row(kernel.operation);
  const auto& xs = every_x<T>();
  const auto& upstreams = every_upstream<T>(what.has_upstream);
  const auto& slopes = every_slope<T>(what.leaky);
  Observations<T> seen{kernel.operation, {}, {}, {}, {}};
  Departures<T> departures(kernel);
  Arrays<T> arrays;
  const auto call = [&](std::size_t n, std::size_t offset, double slope) {
    doing(fmt::format("n = {}, slope = {}", n, slope));
    arrays.run(kernel, n, offset, slope);
  };

  for (std::size_t a = 0; a < slopes.size(); ++a)
    for (std::size_t g = 0; g < upstreams.size(); ++g)
      for (std::size_t i = 0; i < xs.size(); ++i) {
        arrays.set(0, 0, xs[i].value, upstreams[g].value);
        call(1, 0, slopes[a]);
        seen.alone.push_back(arrays.answer(0, 0));
        departures.note(i, g, a, seen.alone.back(), 1, 0);
      }

  // Every x at every place of every length; slopes and upstreams take turns.
  for (std::size_t n = 2; n <= longest; ++n)
    for (std::size_t turn = 0; turn < xs.size(); ++turn) {
      const std::size_t a = (n + turn) % slopes.size(), offset = (n + turn) % 17;
      const auto x_at = [&](std::size_t i) { return (i + turn) % xs.size(); };
      const auto upstream_at = [&](std::size_t i) { return (3 * i + n + turn) % upstreams.size(); };
      for (std::size_t i = 0; i < n; ++i)
        arrays.set(i, offset, xs[x_at(i)].value, upstreams[upstream_at(i)].value);
      call(n, offset, slopes[a]);
      for (std::size_t i = 0; i < n; ++i) {
        const T got = arrays.answer(i, offset), alone = seen.at(x_at(i), upstream_at(i), a);
        if (same(got, alone, may_be_any_nan(kernel.operation, std::nullopt, xs[x_at(i)].value)))
          continue;
        departures.note(x_at(i), upstream_at(i), a, got, n, i);
        if (seen.varies.empty())
          seen.varies = fmt::format("x = {} gives {} alone, {} at [{}] of {}",
                                    show(xs[x_at(i)].value), show(alone), show(got), i, n);
      }
    }
  seen.departing = departures.counts();
  seen.departures = departures.take();
  return seen;
}

}  // namespace rectifier::observing
