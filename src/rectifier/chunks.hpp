// Divides a call on large arrays among the caller's own threads, whatever starts them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "rectifier/visibility.h"

#include "rectifier/cxx20.hpp"

namespace rectifier {

namespace detail {
/// Throw what `Chunks::of` says; in the library, as a caller may be compiled without exceptions.
[[noreturn]] RECTIFIER_API void reject_chunks_array(std::size_t size, std::size_t out_size);
[[noreturn]] RECTIFIER_API void reject_chunks_piece(std::size_t piece, std::size_t pieces);
}  // namespace detail

/// The pieces of a call, one a task, for any pool of threads:
///
///   const rectifier::Chunks chunks(out, std::thread::hardware_concurrency());
///   for (std::size_t i = 0; i < chunks.size(); ++i)
///     pool.submit([&, i] { rectifier::relu(chunks.of(x, i), chunks.of(out, i)); });
///
/// The answer is that of one call, bit for bit. Every piece but the first begins at a cache line of
/// the output, so that no two tasks write the same line.
class Chunks {
 public:
  /// Bytes of output that are worth handing to another thread, which takes some microseconds.
  static constexpr std::size_t worth_a_task = std::size_t{128} << 10;

  /// Divides `out`, whatever converts to std::span, into at most `most` pieces of the same size,
  /// but for the first and the last; into fewer, where they would have less than `least_bytes`,
  /// and into none, where it is empty.
  template <class Output>
  Chunks(const Output& out, std::size_t most, std::size_t least_bytes = worth_a_task)
      : Chunks(std::as_bytes(std::span(out)), sizeof(*std::span(out).data()), most, least_bytes) {}

  /// How many there are.
  std::size_t size() const {
    return elements_ == 0 ? 0 : (elements_ + before_ + length_ - 1) / length_;
  }

  /// The part of an array that belongs to a piece: of the output or an input.
  /// @throws std::invalid_argument if the array has not as many elements as the output,
  /// std::out_of_range if there is no such piece.
  template <class Array>
  auto of(Array&& array, std::size_t piece) const {
    const std::span whole(array);
    if (whole.size() != elements_) detail::reject_chunks_array(whole.size(), elements_);
    if (piece >= size()) detail::reject_chunks_piece(piece, size());
    const std::size_t begin = begin_of(piece);
    return whole.subspan(begin, begin_of(piece + 1) - begin);
  }

 private:
  static constexpr std::size_t line = 64;

  Chunks(std::span<const std::byte> out, std::size_t element, std::size_t most,
         std::size_t least_bytes)
      : elements_(out.size() / element),
        before_(reinterpret_cast<std::uintptr_t>(out.data()) % line / element) {
    const std::size_t worth = out.size() / std::max<std::size_t>(least_bytes, 1);
    const std::size_t pieces = std::clamp<std::size_t>(worth, 1, std::max<std::size_t>(most, 1));
    const std::size_t a_line = std::max<std::size_t>(line / element, 1);
    length_ = std::max<std::size_t>((elements_ + pieces - 1) / pieces, 1);
    length_ = (length_ + before_ + a_line - 1) / a_line * a_line;
  }

  std::size_t begin_of(std::size_t piece) const {
    return piece == 0 ? 0 : std::min(piece * length_ - before_, elements_);
  }

  std::size_t elements_;
  std::size_t before_;  // elements between the start of the output's first line and the output
  std::size_t length_;  // elements of a piece: whole lines
};

}  // namespace rectifier
