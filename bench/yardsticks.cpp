#include "bench/yardsticks.hpp"

#include <cstring>
#include <map>

#include "copies_rows.hpp"

namespace rectifier::bench {
namespace {

template <class T>
void by_memcpy(const T* x, const T*, T* out, std::size_t n, T) noexcept {
  std::memcpy(out, x, n * sizeof(T));
}

#if defined(__x86_64__)
/// One instruction for the whole copy; CPUs do it in wider steps than it says.
template <class T>
void by_rep_movsb(const T* x, const T*, T* out, std::size_t n, T) noexcept {
  std::size_t bytes = n * sizeof(T);
  asm volatile("rep movsb" : "+D"(out), "+S"(x), "+c"(bytes) : : "memory");
}
#endif

/// Of the targets of each width of vectors the highest that runs here, narrowest first; one without
/// vectors only where there is no other.
std::vector<const PerTarget<CopyTable>*> one_of_each_width() {
  std::map<std::size_t, const PerTarget<CopyTable>*> of_bits;
  for (const PerTarget<CopyTable>& row : copies_rows)
    for (const Target& target : targets())
      if (target.name == row.target && target.unsupported.empty())
        of_bits[target.vector_bits] = &row;
  if (of_bits.size() > 1) of_bits.erase(0);
  std::vector<const PerTarget<CopyTable>*> rows;
  for (const auto& [bits, row] : of_bits) rows.push_back(row);
  return rows;
}

template <class T>
std::vector<Copy> copies_of_type(Placement placement, bool backward) {
  const bool in_place = row(placement).in_place;
  std::string prefix;
  for (const YardstickRow& yardstick : yardsticks)
    if (yardstick.placement == placement && yardstick.backward == backward)
      prefix = std::string(yardstick.name).append("/");

  std::vector<Copy> made;
  if (!in_place && !backward) {
    made.push_back({prefix + "memcpy", "", &by_memcpy<T>, 0});
#if defined(__x86_64__)
    made.push_back({prefix + "rep_movsb", "", &by_rep_movsb<T>, 0});
#endif
  }
  const auto widths = one_of_each_width();
  for (std::size_t w = 0; w < walk_count; ++w) {
    const WalkRow& walk = walks[w];
    if (in_place && walk.stores == Stores::streaming) continue;
    const std::string name = *walk.name == '\0' ? "vector" : walk.name;
    for (const PerTarget<CopyTable>* of : widths) {
      const CopyFunctions<T>& table = *of->table;
      const auto function = (backward ? table.two_inputs : table.one_input)[w];
      if (function != nullptr)
        made.push_back({prefix + name + "_" + of->target, of->target, function,
                        Walk(w) == Walk::plain ? 0 : streamed_bytes});
    }
  }
  return made;
}

}  // namespace

std::vector<Copy> copies_of(Type type, Placement placement, bool backward) {
  std::vector<Copy> made;
  with_type(type, [&]<class T>(T) { made = copies_of_type<T>(placement, backward); });
  return made;
}

}  // namespace rectifier::bench
