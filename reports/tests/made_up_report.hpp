// Measurements that nobody made, of a machine with a hostile name.
#pragma once

#include <string>
#include <vector>

#include "bench/tests/made_up.hpp"
#include "reports/page/report_contents.hpp"

namespace rectifier::reports {

inline constexpr char hostile[] = "<script>alert(1)</script> & \"'{{summary}}";

inline std::vector<double> around(double ns, int seed) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) times.push_back(ns * (1 + 0.003 * ((i * 7 + seed) % 11)));
  return times;
}

inline Measurements made_up() {
  std::vector<bench::MeasuredCase> cases;
  for (const Operation operation : {Operation::relu, Operation::leaky_relu_backward})
    for (const Signs signs : {Signs::random, Signs::positive})
      for (const std::size_t n : {64, 4096, 1'048'576}) {
        const double ns = static_cast<double>(n) / 10;
        cases.push_back(bench::made_up_case(
            {{bench::Role::kernel, "branching", around(ns * (signs == Signs::random ? 9 : 1.5), 1)},
             {bench::Role::kernel, "autovec_avx2", around(ns * 1.2, 2)},
             {bench::Role::kernel, "xsimd_select_avx2", around(ns, 3)},
             {bench::Role::kernel, "xsimd_max_avx2", around(ns * 1.1, 4)},
             {bench::Role::peer, "other_1.0/kernel", around(ns * 2, 5)},
             {bench::Role::public_call, "public", around(ns * 1.05, 6)},
             {bench::Role::yardstick, "copy/memcpy", around(ns, 7)}},
            {{operation, Convention::textbook, Type::f32, Placement::out_of_place, signs}, n}));
      }
  for (bench::MeasuredCase& one : cases) one.entrants[0].target = "scalar";
  Measurements made = bench::made_up_measurements(cases);
  made.machine = {{"CPU", hostile}, {"CPUs", "2"}, {"architecture", "x86_64"}};
  made.notes = {hostile};
  for (double bytes = 2048; bytes < 1e8; bytes *= 2)
    made.copy_curve.push_back({bytes, bytes < 40'000 ? 200.0 : bytes < 5e6 ? 90.0 : 12.0});
  return made;
}

}  // namespace rectifier::reports
