#include "summary.hpp"

#include <rapidcheck.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace rectifier {

void write_summary(const PropertyRun& run, const std::string& file) {
  nlohmann::ordered_json kernels;
  std::size_t failed = 0;
  for (const auto& [id, tally] : run.tallies) {
    kernels[id] = {{"held", tally.held}, {"failed", tally.failed}};
    failed += tally.failed;
  }
  const char* params = std::getenv("RC_PARAMS");
  const nlohmann::ordered_json summary = {
      {"schema", 1},
      {"version", version()},
      {"rc_params", params == nullptr ? "" : params},
      {"seed", rc::detail::configuration().testParams.seed},
      {"held", run.held},
      {"failed", failed},
      {"cases", run.cases},
      {"exhaustive_inputs", run.exhaustive_inputs},
      {"skipped", run.skipped},
      {"kernels", kernels},
  };
  const std::string partial = file + ".partial";
  std::ofstream out(partial);
  out << summary.dump(2) << '\n' << std::flush;
  if (!out || std::rename(partial.c_str(), file.c_str()) != 0) {
    std::remove(partial.c_str());
    throw std::runtime_error("can't write the summary to " + file);
  }
}

}  // namespace rectifier
