// Names what was observed: one question after another, each a cell of a table and a sentence.
#pragma once

#include "properties/semantics/observe.hpp"

namespace rectifier::observing {

/// Reads the answers of one kernel.
template <class T>
class Reader {
 public:
  explicit Reader(const Observations<T>& seen) : seen_(seen), what_(row(seen.operation)) {}

  std::vector<Answer> answers() const {
    std::vector<Answer> list;
    const auto add = [&](const char* question, const std::string& answer, std::string sentence) {
      list.push_back({question, answer, std::move(sentence)});
    };
    if (what_.gradient || what_.has_upstream) {
      const std::string zero = weight_at({"+0", "-0"}), nan = weight_at(nans);
      add("f'(0)", zero, "f'(0) = " + zero);
      add("f'(NaN)", nan, "f'(NaN) = " + nan);
    } else {
      const std::string nan = nan_kept(), zero = zeros();
      add("NaN", nan,
          nan == "kept"      ? "keeps NaN"
          : nan == "quieted" ? "keeps NaN, quieted"
                             : "NaN gives " + nan);
      if (what_.leaky)
        add("zero", zero, "zero " + zero);
      else
        add("-0", zero, zero == "kept" ? "keeps -0" : "-0 gives " + zero);
    }
    if (what_.has_upstream && !what_.leaky) {
      const std::string below = upstream_below();
      add("below 0", below, "upstream below 0: " + below);
    }
    if (what_.leaky && !what_.gradient && !what_.has_upstream) {
      const std::string infinite = word(seen_.at(first("-inf"), 0, slope(0)));
      add("0*-inf", infinite, "slope 0 at -inf gives " + infinite);
    }
    const std::string tiny = subnormals();
    add("subnormals", tiny, "subnormals " + tiny);
    if (what_.leaky) {
      const std::string wrong = wrong_slopes();
      add("slopes", wrong.empty() ? "all" : "not " + wrong,
          wrong.empty() ? "" : "wrong at slope " + wrong);
    }
    return list;
  }

 private:
  using Kinds = std::vector<std::string_view>;
  const Kinds nans = {"+quiet NaN", "-quiet NaN", "+signalling NaN", "-signalling NaN"};

  static const std::vector<Probe<T>>& xs() { return every_x<T>(); }
  const Probe<T>& upstream(std::size_t g) const { return every_upstream<T>(what_.has_upstream)[g]; }
  std::size_t upstreams() const { return every_upstream<T>(what_.has_upstream).size(); }

  static bool is_nan(T value) { return value != value; }
  static bool is_of(std::size_t x, const Kinds& kinds) {
    return std::find(kinds.begin(), kinds.end(), xs()[x].kind) != kinds.end();
  }
  static std::size_t first(std::string_view kind) {
    std::size_t x = 0;
    while (xs()[x].kind != kind) ++x;
    return x;
  }
  /// The place of a slope; the plainest where it is ignored.
  std::size_t slope(double wanted) const {
    const auto found = std::find(slopes_.begin(), slopes_.end(), wanted);
    return found == slopes_.end() ? 0 : static_cast<std::size_t>(found - slopes_.begin());
  }
  T rounded(std::size_t slope) const { return factor<T>(slopes_[slope]); }
  T defined(Convention c, std::size_t x, std::size_t g, std::size_t slope) const {
    return definition::evaluate(seen_.operation, c, xs()[x].value, upstream(g).value,
                                rounded(slope));
  }

  static std::string word(T value) {
    if (is_nan(value)) return "NaN";
    return value == 0 ? (bits(value) == 0 ? "+0" : "-0") : fmt::format("{}", value);
  }

  /// One word if all inputs of these kinds have it; else how they differ.
  template <class Word>
  std::string joint(const Kinds& kinds, const Word& word_of) const {
    std::vector<std::string> by_sign[2], all;
    for (std::size_t x = 0; x < xs().size(); ++x) {
      if (!is_of(x, kinds)) continue;
      all.push_back(word_of(x));
      by_sign[is_negative(xs()[x].value)].push_back(all.back());
    }
    const auto alike = [](const std::vector<std::string>& words) {
      return std::all_of(words.begin(), words.end(),
                         [&](const std::string& other) { return other == words.front(); });
    };
    if (alike(all)) return all.front();
    if (alike(by_sign[0]) && alike(by_sign[1]))
      return by_sign[0].front() + " if +, " + by_sign[1].front() + " if -";
    return "mixed";
  }

  /// What a derivative makes of inputs of these kinds: "1", "0", "slope".
  std::string weight_at(const Kinds& kinds) const {
    return joint(kinds, [&](std::size_t x) -> std::string {
      const T got = seen_.at(x), g = what_.has_upstream ? upstream(0).value : T(1);
      if (what_.leaky && bits(got) == bits(rounded(0) * g)) return "slope";
      if (bits(got) == bits(g)) return "1";
      return got == g / 2 ? "0.5" : got == 0 ? "0" : word(got);
    });
  }

  /// What a NaN becomes.
  std::string nan_kept() const {
    const auto same_but_quiet = [&](bool quiet) {
      for (std::size_t x = 0; x < xs().size(); ++x) {
        const auto expected = bits(xs()[x].value) | (quiet ? Layout<T>::quiet : 0);
        if (is_of(x, nans) && bits(seen_.at(x)) != expected) return false;
      }
      return true;
    };
    if (same_but_quiet(false)) return "kept";
    if (same_but_quiet(true)) return "quieted";
    return joint(nans, [&](std::size_t x) { return word(seen_.at(x)); });
  }

  /// relu: what becomes of -0. leaky_relu: whether zeros pass, which a negative slope shows.
  std::string zeros() const {
    const std::size_t plus = first("+0"), minus = first("-0");
    if (!what_.leaky) {
      const T got = seen_.at(minus);
      return bits(got) == bits(xs()[minus].value) ? "kept" : word(got);
    }
    const std::size_t negative = slope(-0.25);
    const T at_plus = seen_.at(plus, 0, negative), at_minus = seen_.at(minus, 0, negative);
    if (bits(at_plus) == bits(T(0)) && bits(at_minus) == bits(-T(0))) return "passes";
    if (bits(at_plus) == bits(-T(0)) && bits(at_minus) == bits(T(0))) return "scaled";
    return word(at_plus) + " from +0, " + word(at_minus) + " from -0";
  }

  /// What becomes of an upstream gradient below zero: dropped, or multiplied by 0.
  std::string upstream_below() const {
    bool dropped = true, multiplied = true;
    for (std::size_t x = 0; x < xs().size(); ++x)
      for (std::size_t g = 0; is_of(x, {"x < 0", "-inf"}) && g < upstreams(); ++g) {
        const T got = seen_.at(x, g), product = upstream(g).value * T(0);
        dropped &= bits(got) == bits(T(0));
        multiplied &= bits(got) == bits(product) || (is_nan(got) && is_nan(product));
      }
    return dropped ? "dropped" : multiplied ? "times 0" : "mixed";
  }

  /// Whether subnormal inputs and results are numbers like any others, as numbers. At them all
  /// conventions agree.
  std::string subnormals() const {
    bool flushed = false, passed = false, other = false;
    // At the two plainest slopes: what goes wrong at others alone is another fault.
    for (std::size_t a = 0; a < std::min<std::size_t>(2, slopes_.size()); ++a)
      for (std::size_t g = 0; g < upstreams(); ++g)
        for (std::size_t x = 0; x < xs().size(); ++x) {
          const T in = xs()[x].value, above = upstream(g).value;
          const T got = seen_.at(x, g, a), expected = defined(Convention(0), x, g, a);
          if (above - above != 0) continue;  // infinite times 0 is another question
          const bool concerned = is_subnormal(in) || is_subnormal(expected) ||
                                 (what_.has_upstream && is_subnormal(above));
          if (in == 0 || in != in || expected != expected || !concerned || got == expected)
            continue;
          if (got == 0)
            flushed = true;
          else
            (got == (what_.gradient       ? T(1)
                     : what_.has_upstream ? above
                                          : in)
                 ? passed
                 : other) = true;
        }
    if (other) return "mixed";
    return flushed && passed ? "0 or pass" : flushed ? "flushed" : passed ? "pass" : "kept";
  }

  /// The slopes at which it is wrong for plain numbers below zero; empty: none.
  std::string wrong_slopes() const {
    std::string list;
    for (std::size_t a = 0; a < slopes_.size(); ++a) {
      const bool right = [&] {
        for (std::size_t x = 0; x < xs().size(); ++x) {
          const T expected = defined(Convention(0), x, 0, a);
          if (is_of(x, {"x < 0"}) && !is_subnormal(expected) &&
              bits(seen_.at(x, 0, a)) != bits(expected))
            return false;
        }
        return true;
      }();
      if (!right) list += fmt::format("{}{:.3g}", list.empty() ? "" : ", ", slopes_[a]);
    }
    return list;
  }

  const Observations<T>& seen_;
  const OperationRow& what_;
  const std::vector<double>& slopes_ = every_slope<T>(what_.leaky);
};

}  // namespace rectifier::observing
