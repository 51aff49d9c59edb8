// What limits a process, read from folders that look like /proc and /sys of other machines.
#include "bench/measure/limits.hpp"

#include <gtest/gtest.h>
#if defined(__linux__)
#include <sched.h>
#endif
#include <unistd.h>

#include <fstream>

#include "bench/measure/cpu.hpp"
#include "bench/measure/machine_and_build.hpp"

namespace rectifier::bench {
namespace {

namespace fs = std::filesystem;

/// A folder for one test, with files that stand for those below /.
class Machine {
 public:
  Machine() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    const std::string process = std::to_string(::getpid());  // another build's tests may run too
    root_ = fs::path(::testing::TempDir()) / ("rectifier_limits_" + process + test->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  ~Machine() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Machine(const Machine&) = delete;

  Machine& file(const std::string& name, const std::string& text) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return *this;
  }

  /// Its process is in the group /jobs/mine of the second version.
  Machine& second_version() {
    return file("proc/self/cgroup", "0::/jobs/mine\n")
        .file("proc/self/mountinfo",
              "23 1 8:1 / / rw - ext4 /dev/sda rw\n"
              "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n")
        .file(own + "cgroup.procs", "");
  }

  /// Likewise of the first version, each controller with a tree of its own.
  Machine& first_version() {
    return file("proc/self/cgroup",
                "9:name=systemd:/\n4:memory:/jobs/mine\n3:cpuset:/\n2:cpu,cpuacct:/jobs/mine\n")
        .file("proc/self/mountinfo",
              "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
              "33 31 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
              "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
  }

  operator const fs::path&() const { return root_; }

  static inline const std::string groups = "sys/fs/cgroup/", own = groups + "jobs/mine/",
                                  own_cpu = groups + "cpu,cpuacct/jobs/mine/",
                                  own_memory = groups + "memory/jobs/mine/";

 private:
  fs::path root_;
};

TEST(CpuQuota, is_that_of_the_second_version) {
  Machine machine;
  EXPECT_FALSE(cpu_quota(machine));
  machine.second_version();
  EXPECT_FALSE(cpu_quota(machine));
  machine.file(Machine::own + "cpu.max", "150000 100000\n");
  EXPECT_EQ(cpu_quota(machine), 1.5);
  EXPECT_EQ(fact(limit_facts(machine), quota_fact), "1.5 CPUs");
  machine.file(Machine::own + "cpu.max", "100000 100000\n");
  EXPECT_EQ(fact(limit_facts(machine), quota_fact), "1 CPU");
  machine.file(Machine::own + "cpu.max", "max 100000\n");
  EXPECT_FALSE(cpu_quota(machine));
  EXPECT_EQ(fact(limit_facts(machine), quota_fact), "none seen");
}

TEST(CpuQuota, is_that_of_the_first_version) {
  Machine machine;
  machine.first_version().file(Machine::own_cpu + "cpu.cfs_quota_us", "-1\n");
  machine.file(Machine::own_cpu + "cpu.cfs_period_us", "50000\n");
  EXPECT_FALSE(cpu_quota(machine));
  machine.file(Machine::own_cpu + "cpu.cfs_quota_us", "25000\n");
  EXPECT_EQ(cpu_quota(machine), 0.5);
}

TEST(CpuQuota, is_the_tightest_of_all_levels_and_of_both_versions) {
  Machine machine;
  machine.second_version().file(Machine::own + "cpu.max", "300000 100000\n");
  machine.file(Machine::groups + "jobs/cpu.max", "200000 100000\n");
  EXPECT_EQ(cpu_quota(machine), 2);
  machine.file(Machine::groups + "cpu.max", "50000 100000\n");
  EXPECT_EQ(cpu_quota(machine), 0.5);
  // Of groups beside its own, nothing counts.
  machine.file(Machine::groups + "jobs/other/cpu.max", "1000 100000\n");
  machine.file(Machine::own + "below/cpu.max", "1000 100000\n");
  EXPECT_EQ(cpu_quota(machine), 0.5);
  machine.file("proc/self/cgroup", "1:cpu:/first\n0::/jobs/mine\n")
      .file("proc/self/mountinfo",
            "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"
            "32 31 0:29 / /v1/cpu rw - cgroup cgroup rw,cpu\n")
      .file("v1/cpu/first/cpu.cfs_quota_us", "10000")
      .file("v1/cpu/first/cpu.cfs_period_us", "100000");
  EXPECT_EQ(cpu_quota(machine), 0.1);
}

TEST(CpuQuota, is_nothing_where_its_file_is_damaged) {
  Machine machine;
  machine.second_version();
  for (const char* damaged :
       {"", "\n", "150000", "-150000 100000", "0 100000", "150000 0", "1e5 100000",
        "150000x 100000", "99999999999999999999999 100000", "150000 99999999999999999999999",
        "nan nan", "garbage \xff\xfe", "150000,100000"}) {
    machine.file(Machine::own + "cpu.max", damaged);
    EXPECT_FALSE(cpu_quota(machine)) << damaged;
  }
  machine.file(Machine::own + "cpu.max", "18446744073709551615 1\n");
  EXPECT_GT(cpu_quota(machine).value(), 1e19);
}

TEST(ControlGroups, are_found_where_a_container_sees_a_part_of_the_tree) {
  Machine machine;
  const std::string mount = "31 23 0:28 /docker/c0ffee /sys/fs/cgroup ro - cgroup2 cgroup ro\n";
  machine.file("proc/self/mountinfo", mount)
      .file("sys/fs/inner/cpu.max", "1000 100000")
      .file("sys/fs/cgroup/cpu.max", "20000 100000")
      .file("sys/fs/cgroup/inner/cpu.max", "10000 100000");
  for (const auto& [path, quota] :
       {std::pair("/docker/c0ffee", 0.2), std::pair("/docker/c0ffee/inner", 0.1),
        std::pair("/docker/c0ffee/gone", 0.2), std::pair("/docker/c0ffeeinner", 0.2),
        std::pair("/docker/c0ffee/../inner", 0.2), std::pair("/../outside", 0.2),
        std::pair("", 0.2)}) {
    machine.file("proc/self/cgroup", std::string("0::") + path + "\n");
    EXPECT_EQ(cpu_quota(machine), quota) << path;
  }
}

TEST(ControlGroups, are_found_at_any_place_and_once) {
  Machine machine;
  machine.file("proc/self/cgroup", "0::/a:b c\n")
      .file("proc/self/mountinfo",
            "garbage\n- cgroup2\n1 2 3 - cgroup2 x y\n"
            "30 23 0:28 / /elsewhere rw - cgroup2 cgroup rw\n"
            "31 23 0:28 / /my\\040groups rw - cgroup2 cgroup rw\n"
            "32 23 0:28 / /my\\040groups rw - cgroup2 cgroup rw\n")
      .file("my groups/a:b c/cpu.max", "150000 100000")
      .file("my groups/a:b c/cpu.stat", "nr_throttled 3\nthrottled_usec 4000\n");
  EXPECT_EQ(cpu_quota(machine), 1.5);
  EXPECT_EQ(throttling(machine).times, 3u);
}

TEST(ControlGroups, are_none_where_the_system_has_no_such_files) {
  Machine machine;
  for (const char* damaged : {"", "0", "0:", "0::", "\n\n", ":::", "\xff:\xff:\xff"}) {
    machine.file("proc/self/cgroup", damaged).file("proc/self/mountinfo", damaged);
    EXPECT_FALSE(cpu_quota(machine));
    EXPECT_FALSE(memory_limit(machine));
    EXPECT_EQ(throttling(machine).times, 0u);
  }
}

TEST(Throttling, is_counted_over_all_levels) {
  Machine machine;
  EXPECT_EQ(throttling(machine).times, 0u);
  machine.second_version()
      .file(Machine::own + "cpu.stat",
            "usage_usec 5\nnr_periods 50\nnr_throttled 37\nthrottled_usec 1500000\n")
      .file(Machine::groups + "jobs/cpu.stat", "nr_throttled 5\nthrottled_usec 250000\n");
  EXPECT_EQ(throttling(machine).times, 42u);
  EXPECT_EQ(throttling(machine).ms, 1750);
  machine.file(Machine::own + "cpu.stat", "nr_throttled 99999999999999999999\nthrottled_usec -1\n");
  EXPECT_EQ(throttling(machine).times, 5u);
  machine.file(Machine::own + "cpu.stat", "nr_throttled 18446744073709551615\n");
  EXPECT_EQ(throttling(machine).times, std::size_t{1} << 40);
}

TEST(Throttling, is_told_in_nanoseconds_by_the_first_version) {
  Machine machine;
  machine.first_version().file(Machine::own_cpu + "cpu.stat",
                               "nr_periods 50\nnr_throttled 2\nthrottled_time 3000000\n");
  EXPECT_EQ(throttling(machine).times, 2u);
  EXPECT_EQ(throttling(machine).ms, 3);
}

TEST(Throttling, of_a_run_is_what_came_while_it_ran) {
  EXPECT_EQ(between({5, 100}, {42, 150}).times, 37u);
  EXPECT_EQ(between({5, 100}, {42, 150}).ms, 50);
  EXPECT_EQ(between({42, 150}, {5, 200}).times, 0u);
  EXPECT_EQ(between({5, 150}, {42, 100}).times, 0u);
}

constexpr double mib = 0x1p20;

TEST(MemoryLimit, is_the_one_that_leaves_least) {
  Machine machine;
  machine.second_version()
      .file("proc/meminfo", "MemTotal:  1048576 kB\nMemAvailable: 900000 kB\n")
      .file(Machine::own + "memory.max", "max\n")
      .file(Machine::own + "memory.current", std::to_string(100 << 20));
  EXPECT_FALSE(memory_limit(machine));
  EXPECT_EQ(fact(limit_facts(machine), memory_limit_fact), "none seen");
  machine.file(Machine::own + "memory.max", std::to_string(512 << 20));
  EXPECT_EQ(memory_limit(machine).value().bytes, 512 * mib);
  EXPECT_EQ(memory_limit(machine).value().left, 412 * mib);
  EXPECT_EQ(fact(limit_facts(machine), memory_limit_fact), "512 MiB");
  machine.file(Machine::own + "memory.high", std::to_string(256 << 20));
  EXPECT_EQ(memory_limit(machine).value().left, 156 * mib);
  machine.file(Machine::groups + "jobs/memory.max", std::to_string(600 << 20))
      .file(Machine::groups + "jobs/memory.current", std::to_string(590 << 20));
  EXPECT_EQ(memory_limit(machine).value().bytes, 600 * mib);
  EXPECT_EQ(memory_limit(machine).value().left, 10 * mib);
  // What files fill can be had.
  machine.file(Machine::groups + "jobs/memory.stat", "anon 3\ninactive_file 524288000\n");
  EXPECT_EQ(memory_limit(machine).value().left, 156 * mib);
}

TEST(MemoryLimit, is_none_where_the_machine_has_no_more_or_the_file_is_damaged) {
  Machine machine;
  machine.second_version().file("proc/meminfo", "MemTotal:  1048576 kB\n");
  for (const std::string& limit :
       {std::to_string(1 << 30), std::string("9223372036854771712"),
        std::string("18446744073709551615"), std::string("99999999999999999999"), std::string("-1"),
        std::string(), std::string("5e8"), std::string("\xff")}) {
    machine.file(Machine::own + "memory.max", limit).file(Machine::own + "memory.current", limit);
    EXPECT_FALSE(memory_limit(machine)) << limit;
  }
  machine.file(Machine::own + "memory.max", "0");
  EXPECT_EQ(memory_limit(machine).value().left, 0);
}

TEST(MemoryLimit, is_that_of_the_first_version) {
  Machine machine;
  machine.first_version()
      .file("proc/meminfo", "MemTotal:  1048576 kB\n")
      .file(Machine::groups + "memory/memory.limit_in_bytes", "9223372036854771712\n")
      .file(Machine::own_memory + "memory.limit_in_bytes", std::to_string(512 << 20))
      .file(Machine::own_memory + "memory.usage_in_bytes", std::to_string(500 << 20))
      .file(Machine::own_memory + "memory.stat",
            "inactive_file 1\ntotal_inactive_file " + std::to_string(100 << 20));
  EXPECT_EQ(memory_limit(machine).value().left, 112 * mib);
  machine.file(Machine::own_memory + "memory.usage_in_bytes", std::to_string(900 << 20));
  EXPECT_EQ(memory_limit(machine).value().left, 0);
}

std::vector<std::size_t> cpus_allowed(Machine& machine, const std::string& list) {
  return allowed_cpus(
      machine.file("proc/self/status", "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list));
}

TEST(AllowedCpus, are_those_of_the_process_that_are_there) {
  using Cpus = std::vector<std::size_t>;
  Machine machine;
  EXPECT_EQ(allowed_cpus(machine), Cpus{});
  EXPECT_EQ(cpus_allowed(machine, "0-2,5\n"), (Cpus{0, 1, 2, 5}));
  EXPECT_EQ(fact(limit_facts(machine), allowed_cpus_fact), "4 (0-2,5)");
  machine.file("sys/devices/system/cpu/online", "0-3\n");
  EXPECT_EQ(cpus_allowed(machine, "2-127\n"), (Cpus{2, 3}));
  for (const char* damaged :
       {"", "x", "1-", "-1", "1-2-3", "3-x", "0-4294967295", "0-99999999999999999999", "0,,x"}) {
    const Cpus found = cpus_allowed(machine, damaged);
    EXPECT_LE(found.size(), 1u) << damaged;
  }
  EXPECT_EQ(cpus_allowed(machine, "0-65535"), (Cpus{0, 1, 2, 3}));
  EXPECT_EQ(cpus_allowed(machine, "0-65536"), Cpus{});
  EXPECT_EQ(fact(limit_facts(machine), allowed_cpus_fact), unknown);
}

TEST(AllowedCpus, are_named_as_far_as_they_fit) {
  Machine machine;
  std::string every_other;
  for (int cpu = 0; cpu < 200; cpu += 2) every_other += std::to_string(cpu) + ",";
  EXPECT_EQ(cpus_allowed(machine, every_other).size(), 100u);
  const std::string text = fact(limit_facts(machine), allowed_cpus_fact);
  EXPECT_LE(text.size(), 72u);
  EXPECT_EQ(text.substr(0, 10), "100 (0,2,4");
  EXPECT_EQ(text.substr(text.size() - 5), ",...)");
}

#if defined(__linux__)
TEST(AllowedCpus, are_as_many_as_the_system_says) {
  const auto found = allowed_cpus();
  if (found.empty()) GTEST_SKIP() << "no Cpus_allowed_list in /proc/self/status here";
  cpu_set_t set;
  ASSERT_EQ(::sched_getaffinity(0, sizeof set, &set), 0);
  EXPECT_EQ(found.size(), static_cast<std::size_t>(CPU_COUNT(&set)));
  for (const std::size_t cpu : found) EXPECT_TRUE(CPU_ISSET(cpu, &set)) << cpu;
}
#endif

const std::string system_cpus = "sys/devices/system/cpu/";

TEST(Kinds, of_cores_are_told_by_name_and_frequency) {
  Machine machine;
  machine.file(system_cpus + "online", "0-3\n")
      .file("sys/devices/cpu_core/cpus", "0-1\n")
      .file("sys/devices/cpu_atom/cpus", "2-3\n");
  for (const char* cpu : {"cpu0", "cpu1"})
    machine.file(system_cpus + cpu + "/cpufreq/cpuinfo_max_freq", "5100000\n");
  for (const char* cpu : {"cpu2", "cpu3"})
    machine.file(system_cpus + cpu + "/cpufreq/cpuinfo_max_freq", "3900000\n");
  cpus_allowed(machine, "0-3");
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact),
            "2: CPUs 0-1 cpu_core up to 5.10 GHz; CPUs 2-3 cpu_atom up to 3.90 GHz");
  EXPECT_EQ(fact(limit_facts(machine), allowed_kinds_fact), "2");
  cpus_allowed(machine, "2-3");
  EXPECT_EQ(fact(limit_facts(machine), allowed_kinds_fact), "1");
}

TEST(Kinds, of_cores_are_told_by_capacity_alone) {
  Machine machine;
  machine.file(system_cpus + "online", "0-2\n");
  machine.file(system_cpus + "cpu0/cpu_capacity", "446\n")
      .file(system_cpus + "cpu1/cpu_capacity", "1024\n")
      .file(system_cpus + "cpu2/cpu_capacity", "446\n");
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact),
            "2: CPUs 0,2 of capacity 446; CPUs 1 of capacity 1024");
  EXPECT_EQ(fact(limit_facts(machine), allowed_kinds_fact), unknown);
}

TEST(Kinds, of_cores_are_one_where_nothing_tells_them_apart) {
  Machine machine;
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact), unknown);
  machine.file(system_cpus + "online", "0-1\n");
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact), "1 seen");
  for (const char* damaged : {"x", "-3", "1e6", "99999999999999999999999"})
    machine.file(system_cpus + "cpu1/cpufreq/cpuinfo_max_freq", damaged)
        .file(system_cpus + "cpu0/cpu_capacity", damaged);
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact), "1 seen");
  for (const char* cpu : {"cpu0", "cpu1"})
    machine.file(system_cpus + cpu + "/cpufreq/cpuinfo_max_freq", "3700000\n");
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact), "1: up to 3.70 GHz");
}

TEST(Kinds, of_cores_are_described_as_far_as_they_fit) {
  Machine machine;
  machine.file(system_cpus + "online", "0-15\n");
  for (int cpu = 0; cpu < 16; ++cpu)
    machine.file(system_cpus + "cpu" + std::to_string(cpu) + "/cpufreq/cpuinfo_max_freq",
                 std::to_string(4'000'000 + 100'000 * cpu));
  EXPECT_EQ(core_kinds(machine).size(), 16u);
  EXPECT_EQ(fact(limit_facts(machine), core_kinds_fact),
            "16: CPUs 0 up to 4.00 GHz; CPUs 1 up to 4.10 GHz; CPUs 2 up to 4.20 GHz; "
            "CPUs 3 up to 4.30 GHz; ...");
}

TEST(Limits, are_facts_of_every_session) {
  const Facts facts = session_facts();
  for (const std::string_view name :
       {quota_fact, memory_limit_fact, allowed_cpus_fact, core_kinds_fact, allowed_kinds_fact})
    EXPECT_TRUE(std::any_of(facts.begin(), facts.end(), [&](const Fact& one) {
      return one.first == name;
    })) << name;
}

}  // namespace
}  // namespace rectifier::bench
