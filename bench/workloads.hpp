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

/// From less than a cache line's worth of work to beyond the last cache. Some are no powers of two,
/// as most arrays that people have: their last elements fill no vector.
inline constexpr SizeRow sizes[] = {
    {8, false, false},         {16, true, false},       {64, true, false},
    {100, true, false},        {256, false, false},     {1'000, true, false},
    {1'024, false, true},      {4'096, true, false},    {10'000, true, false},
    {16'384, false, false},    {65'536, true, true},    {100'000, false, false},
    {262'144, false, false},   {1'048'576, true, true}, {4'194'304, true, false},
    {16'777'216, true, false},
};

/// From so many elements on the quick selections have, out of place and in f32 alone, one operation
/// for each number of inputs: there the way of the bytes decides, and it is the same for all.
inline constexpr std::size_t large_n = std::size_t{1} << 20;

/// Whether an operation stands for all with as many inputs where arrays are large: the first one.
constexpr bool stands_for_its_inputs(Operation operation) {
  for (std::size_t o = 0; o < static_cast<std::size_t>(operation); ++o)
    if (row(Operation(o)).has_upstream == row(operation).has_upstream) return false;
  return true;
}

/// Where the result goes.
enum class Placement : std::uint8_t { out_of_place, in_place };

struct PlacementRow {
  std::string_view name;
  bool in_place;  ///< out is x; for backward operations, out is upstream
};

/// One row a placement, in the order of the enumerators.
///
/// In place, the result of one call would be the input of the next: ReLU would see no negative
/// number again, and Leaky ReLU's would shrink to subnormals. So the calls walk once over as many
/// elements as they do out of place, window by window, and between two such passes, while the clock
/// stands still, all of them are restored. Nothing is subtracted.
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

/// So many elements, or one call's, a pass in place goes over.
inline constexpr std::size_t pass_elements = 65'536;

/// How many windows of n elements the input has, and in place the output. Each iteration takes the
/// next one, or with cold data another one far from it.
constexpr std::size_t windows(const Case& one, bool cold = false) {
  std::size_t distinct = cold ? cold_bytes / row(one.type).size : row(one.signs).distinct;
  // A pass must be long beside reading a clock, whatever the signs.
  if (row(one.placement).in_place) distinct = std::max(distinct, pass_elements);
  return std::max<std::size_t>(1, distinct / one.n);
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

/// What reads a result, timed alone.
inline constexpr std::string_view reader_name = "read/sum";

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
