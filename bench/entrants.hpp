// What takes part in a case, each with the loop that times it.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/case_names.hpp"
#include "bench/yardsticks.hpp"
#include "rectifier/kernel.hpp"

namespace benchmark {
class State;
}

namespace rectifier::bench {

/// What an entrant is there for.
enum class Role : std::uint8_t {
  kernel,       ///< may win
  peer,         ///< a kernel that declares no convention: shown, never recommended
  public_call,  ///< the call as users write it, checks included
  yardstick,    ///< moves the same number of bytes and does nothing else
  restore,      ///< of older files: the memcpy before each call in place, alone
  repeated,     ///< one of the kernels a second time: it must not differ from itself
  threads,      ///< the public call divided among threads (rectifier/chunks.hpp)
  reader,       ///< what reads the result, alone, where it is timed with the call
  before,       ///< the same kernel of another build: what `rectifier compare` holds it against
};

struct RoleRow {
  std::string_view name;
};
/// One row a role, in the order of the enumerators.
inline constexpr RoleRow roles[] = {{"kernel"},    {"peer"},    {"public"},
                                    {"yardstick"}, {"restore"}, {"repeated"},
                                    {"threads"},   {"reader"},  {"before"}};
constexpr std::string_view name(Role role) { return roles[static_cast<std::size_t>(role)].name; }

/// One that takes part.
struct Entrant {
  Role role;
  std::string implementation;      ///< "xsimd_max_avx2"; "public"; "copy/memcpy"
  std::string target;              ///< "avx2"; empty: a plug-in, or what has none
  const Kernel* kernel = nullptr;  ///< of a kernel, a peer and a repeated one
  /// Makes the data, unless they are there, and runs Google Benchmark's loop over the calls; the
  /// output begins `further` bytes after the usual place, `most_further` at most. In place the
  /// times that count are its manual ones.
  std::function<void(benchmark::State&, const Case&, std::size_t further)> time;
  std::size_t from_bytes = 0;  ///< of output, from which on a yardstick takes part
};

/// The `family` of a kernel of another build, which has the implementation of this one's.
inline constexpr std::string_view family_before = "before";

/// Whether two builds are compared: then every kernel goes on to the end, however slow it is, as
/// both of a pair are needed.
inline bool compares_builds(std::span<const Role> roles) {
  return std::find(roles.begin(), roles.end(), Role::before) != roles.end();
}

/// A kernel, which must outlive the entrant.
Entrant kernel_entrant(const Kernel& kernel);

/// The public call of an operation. @throws std::invalid_argument as `best` does.
Entrant public_entrant(Operation operation, Convention convention, Type type);

/// The same call divided among all threads of the machine, such as "public_2_threads"; none where
/// there is one alone, or an array is too short to be divided among them all.
std::optional<Entrant> threads_entrant(const Case& one);

/// Every copy of yardsticks.hpp, also those for other sizes.
std::vector<Entrant> yardstick_entrants(Type type, Placement placement, bool backward);

/// Whether a yardstick is for as many elements as a case has.
bool is_for(const Entrant& yardstick, const Case& one);

/// Whether a kernel is for a case: in place neither one that can't do that, nor one that stores
/// past the caches, which hold what it has just read; nor that one for few elements.
bool is_for(const Kernel& kernel, const Case& one);

/// Whether a kernel can take part in a case: of its operation and type, of its convention or of
/// none, able to run here, and for its placement and n.
bool takes_part(const Kernel& kernel, const Case& one);

/// Everything that takes part in a case but a repeated kernel: the yardsticks, the kernels of
/// `all` (in their order; `all` must outlive the entrants), and the public call, alone and divided.
/// @throws std::invalid_argument as `best` does.
std::vector<Entrant> entrants_of(const Case& one, std::span<const Kernel> all);

}  // namespace rectifier::bench
