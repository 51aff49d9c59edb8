// The floating-point environment of this thread: rounding mode, flushing of subnormals, and the
// exception flags, read and written as the registers that hold them, where those are known.
#pragma once

#include <cfenv>
#include <cstdint>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace rectifier {

/// Exception flags, as <cfenv> names them.
using Flags = int;

#if defined(__x86_64__)
/// MXCSR: six flags below, control bits above. The x87 unit is not used for float or double.
class Environment {
 public:
  static Environment now() { return Environment(_mm_getcsr()); }
  void install() const { _mm_setcsr(register_); }

  /// The same with all flags clear.
  Environment quiet() const { return Environment(register_ & ~flag_bits); }
  /// The same with all flags raised.
  Environment loud() const { return Environment(register_ | flag_bits); }
  /// The same, rounding as FE_TONEAREST, FE_UPWARD, … say.
  Environment rounding(int mode) const {
    // <cfenv>'s values are those of the x87 control word, three bits lower.
    return Environment((register_ & ~0x6000u) | (static_cast<unsigned>(mode) << 3));
  }
  /// The same, taking subnormal inputs for zero (DAZ) and turning subnormal results into zero
  /// (FTZ).
  Environment flushing(bool inputs, bool results) const {
    return Environment((register_ & ~0x8040u) | (inputs ? 0x40u : 0u) | (results ? 0x8000u : 0u));
  }

  /// The flags that are set, but for the one of a subnormal operand, which qemu lacks.
  Flags flags() const { return static_cast<Flags>(register_ & flag_bits & ~0x2u); }
  bool same_control(Environment other) const {
    return (register_ & ~flag_bits) == (other.register_ & ~flag_bits);
  }
  static constexpr bool flushes = true, flushes_inputs_alone = true;

 private:
  explicit Environment(unsigned value) : register_(value) {}
  static constexpr unsigned flag_bits = 0x3f;
  unsigned register_;
};
#elif defined(__aarch64__)
/// FPCR holds the control bits, FPSR the flags.
class Environment {
 public:
  static Environment now() {
    return Environment(__builtin_aarch64_get_fpcr(), __builtin_aarch64_get_fpsr());
  }
  void install() const {
    __builtin_aarch64_set_fpcr(control_);
    __builtin_aarch64_set_fpsr(status_);
  }
  Environment quiet() const { return Environment(control_, status_ & ~flag_bits); }
  Environment loud() const { return Environment(control_, status_ | flag_bits); }
  Environment rounding(int mode) const {
    return Environment((control_ & ~0xc00000u) | static_cast<unsigned>(mode), status_);
  }
  /// FZ flushes both inputs and results.
  Environment flushing(bool inputs, bool results) const {
    return Environment((control_ & ~0x1000000u) | (inputs || results ? 0x1000000u : 0u), status_);
  }
  Flags flags() const { return static_cast<Flags>(status_ & flag_bits); }
  bool same_control(Environment other) const { return control_ == other.control_; }
  static constexpr bool flushes = true, flushes_inputs_alone = false;

 private:
  Environment(unsigned control, unsigned status) : control_(control), status_(status) {}
  static constexpr unsigned flag_bits = 0x1f;
  unsigned control_, status_;
};
#else
/// What <cfenv> has of any other: everything but the flushing of subnormals, which some lack
/// (RISC-V).
class Environment {
  /// What is found in this environment; the one in force comes back.
  template <class Look>
  auto within(Look look) const {
    const Environment before = now();
    install();
    const auto found = look();
    before.install();
    return found;
  }

 public:
  static Environment now() {
    Environment environment;
    std::fegetenv(&environment.all_);
    return environment;
  }
  void install() const { std::fesetenv(&all_); }
  Environment quiet() const {
    return within([] { return std::feclearexcept(FE_ALL_EXCEPT), now(); });
  }
  Environment loud() const {
    return within([] { return std::feraiseexcept(FE_ALL_EXCEPT), now(); });
  }
  Environment rounding(int mode) const {
    return within([mode] { return std::fesetround(mode), now(); });
  }
  Environment flushing(bool, bool) const { return *this; }
  Flags flags() const {
    return within([] { return std::fetestexcept(FE_ALL_EXCEPT); });
  }
  bool same_control(const Environment& other) const {
    const auto mode = [] { return std::fegetround(); };
    return within(mode) == other.within(mode);
  }
  static constexpr bool flushes = false, flushes_inputs_alone = false;

 private:
  Environment() = default;
  std::fenv_t all_;
};
#endif

/// Puts the environment back as it was, whatever a kernel did to it.
class EnvironmentGuard {
 public:
  EnvironmentGuard() = default;
  ~EnvironmentGuard() { before_.install(); }
  EnvironmentGuard(const EnvironmentGuard&) = delete;
  EnvironmentGuard& operator=(const EnvironmentGuard&) = delete;

 private:
  Environment before_ = Environment::now();
};

}  // namespace rectifier
