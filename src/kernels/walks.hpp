// Every way through memory, each a row: the only list of walks. loops.hpp goes them. A kernel goes
// the one that its idiom names; the copies that kernels are held against go all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace rectifier {

/// How results reach memory: through the caches, or past them, which spares a large array the
/// reading of what is about to be overwritten.
enum class Stores : std::uint8_t { cached, streaming };

/// What a loop asks for before it gets there: the lines; the lines, which are used once and so kept
/// out of the outer caches; or one line of a page, for the sake of the page's translation, which a
/// streaming store otherwise waits for.
enum class Ask : std::uint8_t { nothing, lines, lines_once, page };

/// How far ahead of a loop, and what of it, is asked for.
struct LookAhead {
  Ask ask = Ask::nothing;
  std::size_t bytes = 0;   ///< so far ahead
  std::size_t inputs = 2;  ///< 1: not where there are two
};

/// A walk through memory.
struct WalkRow {
  const char* name;          ///< empty: the plain one
  Stores stores;             ///< of all but the first vector and the last
  std::size_t widest_store;  ///< bytes; wider vectors are stored in parts, where stores stream
  LookAhead input, output;   ///< what is asked for early
  std::size_t pages;         ///< so many are taken in turn, two lines of each
};

enum class Walk : std::uint8_t { plain, ahead, stream, stream4, stream_ahead };

/// One row a walk, in the order of the enumerators. None is the fastest everywhere: what is asked
/// for early gains a fifth on one machine and costs a factor of two on another, and so does the
/// width of stores. Distances by measurement.
inline constexpr WalkRow walks[] = {
    {"", Stores::cached, 64, {}, {}, 1},
    {"ahead", Stores::cached, 64, {Ask::lines, 1024}, {Ask::lines, 1024}, 1},
    {"stream", Stores::streaming, 64, {}, {}, 1},
    {"stream4", Stores::streaming, 64, {}, {}, 4},
    {"stream_ahead", Stores::streaming, 16, {Ask::lines_once, 2048, 1}, {Ask::page, 8192}, 1},
};
inline constexpr std::size_t walk_count = std::size(walks);
constexpr const WalkRow& row(Walk walk) { return walks[static_cast<std::size_t>(walk)]; }

/// Of a cache, and the smallest of memory.
inline constexpr std::size_t line_bytes = 64, page_bytes = 4096;

}  // namespace rectifier
