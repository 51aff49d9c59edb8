// How settings, cases and their kernels are named: the one place that makes such names and reads
// them.
//
// A benchmark's name says all that a reader needs:
//
//   relu/textbook/f32/xsimd_max_avx2/out_of_place/random/n:1024    a kernel: its id, the workload
//   relu/textbook/f32/public/out_of_place/random/n:1024            the public call, relu(x, out)
//   copy/f32/memcpy/out_of_place/random/n:1024                     a yardstick: no convention
//   copy/f32/memcpy/out_of_place/random/read/n:1048576             the result is read after it
//
// The first word decides which of the two it is. The implementation is what stands between the
// type and the placement (a plug-in's has a `/` of its own). Google Benchmark appends parts of
// its own, such as `/real_time`, after n. The target of a kernel is its label.
#pragma once

#include <string>
#include <string_view>

#include "bench/workloads.hpp"
#include "support/json_reader.hpp"

namespace rectifier::bench {

/// The id of a kernel that a setting is for: "relu/textbook/f32/xsimd_max_avx2"; of one that
/// declares no convention, "relu/undeclared/f32/name/its own".
std::string kernel_id(const Setting& setting, const std::string& implementation,
                      bool declared = true);

/// Whether an implementation is from outside: "name/its own".
bool is_from_outside(std::string_view implementation);

/// The name of a benchmark up to its size; `/n:COUNT` follows. `subject` is a kernel id, or
/// "copy/f32/memcpy".
std::string name_without_size(std::string_view subject, const Setting& setting);

/// "relu/textbook/f32/out_of_place/random/n:1024"
std::string case_name(const Case& one);

/// "out of place"
std::string placement_text(Placement placement);

/// "relu, textbook, f32, out of place, random signs"
std::string setting_text(const Setting& setting);

/// As every file has it, its n after it.
JsonReader::Json setting_json(const Setting& setting);
JsonReader::Json case_json(const Case& one);

/// Reads the same back.
struct SettingReader : JsonReader {
  Setting setting(const Json& json) const;
  Case one(const Json& json) const;
};

}  // namespace rectifier::bench
