// What is timed: the only list of sizes, placements, signs and what follows. rectifier-bench times
// every kernel for every combination; `rectifier measure` what a profile (profiles.hpp) or a person
// chooses of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "support/types.hpp"

namespace rectifier::bench {

/// How many elements a call gets.
struct SizeRow {
  std::size_t n;
  bool quick;       ///< part of the quick selections
  bool every_sign;  ///< the full profile has it with other signs than random ones too
};

/// From less than a cache line's worth of work to beyond the last cache.
inline constexpr SizeRow sizes[] = {
    {8, false, false},        {16, false, false},        {64, true, false},
    {256, false, false},      {1'024, true, true},       {4'096, false, false},
    {16'384, false, false},   {65'536, true, true},      {262'144, false, false},
    {1'048'576, false, true}, {4'194'304, false, false}, {16'777'216, true, false},
};

/// Where the result goes.
enum class Placement : std::uint8_t { out_of_place, in_place };

struct PlacementRow {
  std::string_view name;
  bool in_place;  ///< out is x; for backward operations, out is upstream
};

/// One row a placement, in the order of the enumerators.
///
/// In place, the result of one call would be the input of the next: ReLU would see no negative
/// number again, and Leaky ReLU's would shrink to subnormals. So each timed iteration restores
/// the buffer by a memcpy first. That memcpy alone is timed too, as the yardstick `restore`, and
/// a reader subtracts it. Before calls on large arrays (`restores_untimed`) the clock stands still
/// meanwhile: there a difference of two times of which each varies by some percent would say
/// little, and stopping the clock costs nothing beside the call.
inline constexpr PlacementRow placements[] = {
    {"out_of_place", false},
    {"in_place", true},
};

/// Which elements are negative; or subnormal, with random signs.
enum class Signs : std::uint8_t { random, positive, negative, alternating, subnormal };

struct SignsRow {
  std::string_view name;
  std::size_t distinct;  ///< elements to go through before the first comes again; 0: n will do
  bool quick;
  bool leaky_alone;  ///< only where the slope is multiplied with them can they matter
};

/// One row a choice of signs, in the order of the enumerators.
///
/// A branch predictor learns some thousand random signs by heart if it sees them again and again,
/// and a branching kernel then looks seven times as fast as on signs that nobody has seen. So for
/// `random` signs each iteration takes the next n of 64 Ki elements. The output stays the same n
/// elements. Everything that is timed walks alike, the yardsticks included, so that within a case
/// all are under the same conditions: with random signs, a short array comes from the second
/// cache level in order, as data does that was written a while ago. The other signs are learnt at
/// once whatever their number; there n elements are used again and again, and a short array stays
/// in the first level.
inline constexpr SignsRow signs[] = {
    {"random", 65'536, true, false},    {"positive", 0, false, false},
    {"negative", 0, false, false},      {"alternating", 0, false, false},
    {"subnormal", 65'536, false, true},
};

/// What follows the call, and is timed with it.
enum class Then : std::uint8_t { nothing, read };

struct ThenRow {
  std::string_view name;
  bool reads;  ///< the whole result is read once
};

/// One row a choice of what follows, in the order of the enumerators.
///
/// A result is made to be read. Stores past the caches look fastest where nobody reads; whoever
/// reads the result right after pays for it. The reader is a sum, the same for every entrant.
inline constexpr ThenRow thens[] = {{"nothing", false}, {"read", true}};

/// The row of a placement, of signs, or of what follows.
constexpr const PlacementRow& row(Placement placement) {
  return placements[static_cast<std::size_t>(placement)];
}
constexpr const SignsRow& row(Signs which) { return signs[static_cast<std::size_t>(which)]; }
constexpr const ThenRow& row(Then which) { return thens[static_cast<std::size_t>(which)]; }

/// What is compared over sizes: all of a case but its n.
struct Setting {
  Operation operation;
  Convention convention;
  Type type;
  Placement placement;
  Signs signs;
  Then then = Then::nothing;

  auto operator<=>(const Setting&) const = default;
};

/// What is compared with each other: the same operation on the same work.
struct Case : Setting {
  std::size_t n;  ///< elements a call

  auto operator<=>(const Case&) const = default;
};

/// What holds for a whole run, whatever the workload.
struct Conditions {
  std::uint64_t seed = 1;      ///< of the elements
  std::size_t alignment = 64;  ///< of arrays, in bytes: 64, or 4 for one element past that
  bool huge_pages = false;     ///< ask the system for them
  bool cold = false;           ///< each call gets elements that left the caches long ago

  bool operator==(const Conditions&) const = default;
};

/// The alignments that can be asked for.
inline constexpr std::size_t alignments[] = {64, 4};

/// With cold data, an array is so long that no cache holds it.
inline constexpr std::size_t cold_bytes = std::size_t{256} << 20;

/// How many windows of n elements the input has. Each iteration takes the next one, or with cold
/// data another one far from it.
constexpr std::size_t windows(const Case& one, bool cold = false) {
  const std::size_t distinct = cold ? cold_bytes / row(one.type).size : row(one.signs).distinct;
  return std::max<std::size_t>(1, distinct / one.n);
}

/// Whether the clock stands still while the buffer of a call in place is restored.
constexpr bool restores_untimed(const Case& one) {
  constexpr std::size_t large = std::size_t{4} << 20;
  return row(one.placement).in_place && one.n >= large / row(one.type).size;
}

/// A limit that kernels are held against: what only moves the same number of bytes.
struct YardstickRow {
  std::string_view name;
  Placement placement;
  bool backward;  ///< of the backward operations: two inputs; else one
};

/// One yardstick for every placement and number of inputs. There is no copy in place, so
/// `rewrite` reads and writes back the same elements; `copy2` and `rewrite2` read two arrays.
inline constexpr YardstickRow yardsticks[] = {
    {"copy", Placement::out_of_place, false},
    {"copy2", Placement::out_of_place, true},
    {"rewrite", Placement::in_place, false},
    {"rewrite2", Placement::in_place, true},
};

/// The memcpy that restores the buffer in place, timed alone.
inline constexpr std::string_view restore = "restore";

/// The implementation name of the public call.
inline constexpr std::string_view public_call = "public";

/// Bytes that a call must move: each input read and the output written, once.
constexpr double logical_bytes(const Case& one) {
  return static_cast<double>((row(one.operation).has_upstream ? 3 : 2) * row(one.type).size) *
         static_cast<double>(one.n);
}

/// The yardstick that goes with an operation.
constexpr std::string_view yardstick(Operation operation, Placement placement) {
  for (const YardstickRow& yardstick : yardsticks)
    if (yardstick.placement == placement && yardstick.backward == row(operation).has_upstream)
      return yardstick.name;
  return {};
}

}  // namespace rectifier::bench
