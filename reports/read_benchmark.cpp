#include "read_benchmark.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "names.hpp"

namespace rectifier::reports {
namespace {

using Json = nlohmann::json;

constexpr char expected[] = "expected the JSON that `rectifier-bench --benchmark_out=FILE` writes";

/// The facts of the context that we show: where they stand, how they are called, and whether
/// files of one report must agree on them.
struct ContextRow {
  const char* key;
  const char* label;
  bool machine;
  bool required;
};
constexpr ContextRow context_rows[] = {
    {"rectifier_cpu", "CPU", true, true},
    {"num_cpus", "CPUs", true, false},
    {"cpu_scaling_enabled", "CPU frequency scaling", true, false},
    {"rectifier_version", "rectifier", true, true},
    {"rectifier_compiler", "compiler", true, true},
    {"rectifier_flags", "compiler flags beside the targets' own", true, false},
    {"rectifier_build_type", "build type", true, true},
    {"rectifier_seed", "seed of the data", true, true},
    {"date", "date", false, false},
    {"load_avg", "load average before the run", false, false},
    {"rectifier_arguments", "arguments of rectifier-bench", false, false},
};

struct Reader {
  std::string file;
  std::string where;

  [[noreturn]] void reject(const std::string& why) const {
    throw BadInput(fmt::format("{}: {}{}{}", file, where, where.empty() ? "" : ": ", why));
  }

  const Json& field(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) reject(fmt::format("\"{}\" is missing; {}", key, expected));
    return *found;
  }

  std::string text(const Json& object, const char* key) const {
    const Json& value = field(object, key);
    if (!value.is_string()) reject(fmt::format("\"{}\" must be a string", key));
    return value.get<std::string>();
  }

  /// The time of one call in ns.
  double time(const Json& run) const {
    const std::string unit = text(run, "time_unit");
    const std::map<std::string, double> ns{{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
    const auto factor = ns.find(unit);
    if (factor == ns.end())
      reject(fmt::format("\"time_unit\" is \"{}\"; accepted are ns, us, ms, s", printable(unit)));
    const Json& value = field(run, "real_time");
    if (!value.is_number()) reject("\"real_time\" must be a number");
    const double time = value.get<double>() * factor->second;
    if (!(time > 0) || !std::isfinite(time))
      reject(fmt::format("\"real_time\" is {}; a time must be greater than zero", value.dump()));
    return time;
  }

  void context(const Json& given, Measurements& measurements) const {
    std::vector<Fact> machine;
    for (const ContextRow& row : context_rows) {
      if (!row.required && !given.contains(row.key)) continue;
      const Json& value = field(given, row.key);
      if (row.required && !value.is_string())
        reject(fmt::format("\"{}\" must be a string", row.key));
      const Fact fact{row.label, value.is_string() ? value.get<std::string>() : value.dump()};
      (row.machine ? machine : measurements.run).push_back(fact);
    }
    if (given.contains("caches") && given["caches"].is_array())
      for (const Json& cache : given["caches"]) cache_fact(cache, machine);
    if (!measurements.machine.empty() && measurements.machine != machine)
      reject("was made on another machine or by another build than the files before it");
    measurements.machine = machine;
  }

  void warn(const Json& given, std::vector<std::string>& warnings) const {
    if (text(given, "rectifier_build_type") != "Release")
      warnings.push_back(fmt::format(
          "{} comes from a build that is not of type Release: kernels are optimised in every "
          "build, the public call and the timed loop are not.",
          "`" + file + "`"));
    if (given.value("cpu_scaling_enabled", Json()) == true)
      warnings.push_back("The CPU's frequency was free to change while `" + file + "` was made.");
  }

  void cache_fact(const Json& cache, std::vector<Fact>& machine) const {
    if (!cache.is_object() || !cache.contains("size") || !cache["size"].is_number_unsigned() ||
        !cache.contains("level") || !cache["level"].is_number_unsigned() ||
        text(cache, "type") == "Instruction")
      return;
    machine.emplace_back(fmt::format("cache, level {}", cache["level"].get<unsigned>()),
                         fmt::format("{} KiB", cache["size"].get<std::uint64_t>() / 1024));
  }
};

/// Finds the place where the repetitions of one thing are collected.
template <class Timings>
class Collector {
 public:
  Collector(std::vector<Timings>& into) : into_(into) {
    for (std::size_t i = 0; i < into.size(); ++i) index_.emplace(key(into[i]), i);
  }
  void add(Timings timings) {
    const auto [found, fresh] = index_.emplace(key(timings), into_.size());
    if (fresh)
      into_.push_back(std::move(timings));
    else
      into_[found->second].ns.push_back(timings.ns.front());
  }

 private:
  static auto key(const KernelTimings& t) { return std::pair(t.key, t.implementation); }
  static auto key(const YardstickTimings& t) {
    return std::tuple(t.name, t.implementation, t.workload);
  }
  std::vector<Timings>& into_;
  std::map<decltype(key(std::declval<const Timings&>())), std::size_t> index_;
};

Json parse(const Reader& reader, std::string_view json) {
  if (json.find_first_not_of(" \t\r\n") == std::string_view::npos)
    reader.reject(fmt::format("is empty; {}", expected));
  try {
    return Json::parse(json);
  } catch (const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: …"
    const std::string_view what = error.what();
    const auto end = what.find("] ");
    reader.reject(fmt::format("is not valid or not complete JSON ({}); {}",
                              printable(what.substr(end == what.npos ? 0 : end + 2)), expected));
  }
}

}  // namespace

void read_benchmark(const std::string& file, std::string_view json, Measurements& measurements) {
  Reader reader{printable(file), {}};
  const Json document = parse(reader, json);
  if (!document.is_object() || !document.contains("context") || !document["context"].is_object() ||
      !document["context"].contains("rectifier_version"))
    reader.reject(fmt::format("was not written by rectifier-bench; {}", expected));
  reader.context(document["context"], measurements);
  reader.warn(document["context"], measurements.warnings);
  const Json& runs = reader.field(document, "benchmarks");
  if (!runs.is_array()) reader.reject("\"benchmarks\" must be a list");

  Collector kernels(measurements.kernels);
  Collector yardsticks(measurements.yardsticks);
  std::size_t count = 0;
  for (const Json& run : runs) {
    reader.where = fmt::format("benchmark {}", ++count);
    if (!run.is_object()) reader.reject("must be an object");
    if (reader.text(run, "run_type") == "aggregate") continue;
    const std::string name = reader.text(run, "run_name");
    reader.where += " (" + printable(name) + ")";
    if (run.contains("error_occurred")) reader.reject("reports an error, so it has no time");
    const std::string label = run.contains("label") ? reader.text(run, "label") : "";
    if (!is_word(label)) reader.reject("\"label\" must be a target");
    const double ns = reader.time(run);
    try {
      const Name parsed = parse_name(name);
      if (const auto* operation = std::get_if<KernelName>(&parsed.subject))
        kernels.add({{operation->operation, operation->convention, parsed.workload},
                     parsed.implementation,
                     label,
                     {ns}});
      else
        yardsticks.add(
            {std::get<std::string>(parsed.subject), parsed.implementation, parsed.workload, {ns}});
    } catch (const std::invalid_argument& error) {
      reader.reject(error.what());
    }
  }
  reader.where.clear();
  if (measurements.kernels.empty())
    reader.reject("has no timing of a kernel; run rectifier-bench with a filter that keeps some");
}

Measurements read_benchmarks(const std::vector<std::string>& files) {
  Measurements measurements;
  for (const std::string& file : files) {
    if (std::error_code ignored; std::filesystem::is_directory(file, ignored))
      throw BadInput(printable(file) + ": is a folder; " + expected);
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream json;
    // Copying an empty file sets failbit, so only the source is asked.
    if (stream) json << stream.rdbuf();
    if (!stream.is_open() || stream.bad())
      throw BadInput(printable(file) + ": can't be read; " + expected);
    read_benchmark(file, json.str(), measurements);
  }
  return measurements;
}

}  // namespace rectifier::reports
