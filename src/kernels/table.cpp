// All kernels of one target. Compiled once per target of src/CMakeLists.txt, with its flags and
//   RECTIFIER_TABLE_TARGET  its name, which is also the namespace of what it exports
//   RECTIFIER_TABLE_ARCH    its xsimd arch, `NoVectors`, or `Foreign<…>` of another architecture
// and with `xsimd` renamed to a namespace of the target's own.
//
// This code may be reached only after the CPU said yes, so it exports one constant-initialised
// table and nothing else: no static constructor, no inline function that the linker could share
// with another target. The test `symbols` reads the object files for it.
#include "kernels/table.hpp"

#include <iterator>
#include <type_traits>
#include <utility>

#include "kernels/loops.hpp"

namespace rectifier {
namespace {

using Arch = RECTIFIER_TABLE_ARCH;

static_assert(Arch::supported() == is_native<Arch>,
              "the target's compile flags do not match its xsimd arch");

template <class Idiom, Operation operation, Convention convention, class T>
void kernel(const T* x, const T* upstream, T* out, std::size_t n, T slope) noexcept {
  constexpr Passes asked = question(operation, convention);
  if constexpr (Idiom::vectors)
    walk_vectors<Arch, Idiom, operation, asked, Idiom::walk>(x, upstream, out, n, slope);
  else
    walk_elements<Idiom, operation, asked>(x, upstream, out, n, slope);
}

constexpr std::size_t operation_count = std::size(operations);
constexpr std::size_t convention_count = std::size(conventions);

/// Visits every operation, convention and idiom of this target and of an element type, as template
/// arguments.
template <class T, class Visit, class... Idiom, std::size_t... index>
constexpr void for_every_row(Visit visit, TypeList<Idiom...>, std::index_sequence<index...>) {
  const auto one = [&]<class I, std::size_t i>() {
    constexpr auto operation = static_cast<Operation>(i / convention_count);
    constexpr auto convention = static_cast<Convention>(i % convention_count);
    if constexpr (I::template on<Arch> && (has_vectors<T> || !I::vectors))
      if constexpr (I::applies(operation, question(operation, convention)))
        visit.template operator()<I, operation, convention>();
  };
  const auto every_idiom = [&]<std::size_t i>() { (one.template operator()<Idiom, i>(), ...); };
  (every_idiom.template operator()<index>(), ...);
}

template <class T, class Visit>
constexpr void for_every_row(Visit visit) {
  for_every_row<T>(visit, Idioms{}, std::make_index_sequence<operation_count * convention_count>{});
}

template <class T>
constexpr std::size_t row_count = [] {
  std::size_t count = 0;
  for_every_row<T>([&]<class, Operation, Convention>() { ++count; });
  return count;
}();

template <class T>
struct Rows {
  TableRow<T> row[row_count<T>];
};

template <class T>
constexpr Rows<T> make_rows() {
  Rows<T> rows{};
  TableRow<T>* next = rows.row;
  for_every_row<T>([&]<class Idiom, Operation operation, Convention convention>() {
    KernelFunction<T> function = nullptr;
    if constexpr (is_native<Arch>) function = &kernel<Idiom, operation, convention, T>;
    *next++ = {operation,   convention,       Idiom::family,
               Idiom::name, Idiom::walk_name, row(Idiom::walk).stores == Stores::streaming,
               function};
  });
  return rows;
}

template <class T>
constinit const Rows<T> rows = make_rows<T>();

template <class... T>
constexpr Table join(TypeList<T...>) {
  return {{TableRows<T>{rows<T>.row, row_count<T>}...}};
}

}  // namespace

namespace RECTIFIER_TABLE_TARGET {
extern const Table table;
constinit const Table table = join(Types{});
}  // namespace RECTIFIER_TABLE_TARGET

}  // namespace rectifier
