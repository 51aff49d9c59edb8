// oneDNN's eltwise_relu, forward and backward; alpha is the slope. Interfaces 2 and 3. PEER_NAME:
// the plug-in's name, with the version. Primitives are made once for each length and slope and
// kept, as a network keeps them.
//
// Beneath, oneDNN keeps primitives of its own for the whole process, and takes an alpha of 0 for
// one of -0, in 2.6.3 and 3.7.2 alike: after leaky_relu_backward at slope -0, relu_backward of the
// same length may answer -0. Which properties see that depends on the order of their calls.
#include <omp.h>

#include <bit>
#include <cstdint>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "bench/peers/peer.hpp"

namespace {

using Tag = dnnl::memory::format_tag;

dnnl::memory::desc vector_of(size_t n) {
  return {{static_cast<dnnl::memory::dim>(n)}, dnnl::memory::data_type::f32, Tag::a};
}

const dnnl::engine& engine() {
  static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

/// A primitive, and the memory objects that it is called with: each call sets their pointers.
struct Call {
  dnnl::primitive primitive;
  dnnl::memory x, upstream, out;
  std::unordered_map<int, dnnl::memory> arguments;
};

/// What one thread keeps: a stream, and a primitive for each length, all of one slope.
class Calls {
 public:
  explicit Calls(bool backward) : backward_(backward) {
    omp_set_num_threads(1);  // of this thread alone
  }

  void run(const float* x, const float* upstream, float* out, size_t n, float slope) {
    if (n == 0) return;  // no primitive of nothing
    const Call& call = of(n, slope);
    // A memory object takes no const; only `out` is written.
    call.x.set_data_handle(const_cast<float*>(x));
    if (backward_) call.upstream.set_data_handle(const_cast<float*>(upstream));
    call.out.set_data_handle(out);
    call.primitive.execute(stream_, call.arguments);
    stream_.wait();
  }

 private:
  const Call& of(size_t n, float slope) {
    constexpr std::size_t most = 1024;
    // By bits: 0 and -0 are different slopes.
    const bool same = std::bit_cast<std::uint32_t>(slope) == std::bit_cast<std::uint32_t>(slope_);
    if (!same || kept_.size() >= most) kept_.clear();
    slope_ = slope;
    auto found = kept_.find(n);
    if (found == kept_.end()) found = kept_.emplace(n, make(n, slope)).first;
    return found->second;
  }

  Call make(size_t n, float slope) const {
    const auto memory = [n] { return dnnl::memory(vector_of(n), engine(), DNNL_MEMORY_NONE); };
    Call call{primitive(n, slope), memory(), memory(), memory(), {}};
    if (backward_)
      call.arguments = {{DNNL_ARG_SRC, call.x},
                        {DNNL_ARG_DIFF_DST, call.upstream},
                        {DNNL_ARG_DIFF_SRC, call.out}};
    else
      call.arguments = {{DNNL_ARG_SRC, call.x}, {DNNL_ARG_DST, call.out}};
    return call;
  }

  dnnl::primitive primitive(size_t n, float slope) const {
    using Forward = dnnl::eltwise_forward;
    using Backward = dnnl::eltwise_backward;
    constexpr auto relu = dnnl::algorithm::eltwise_relu;
    const auto kind =
        backward_ ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
    const dnnl::memory::desc all = vector_of(n);
#if DNNL_VERSION_MAJOR == 2
    const Forward::primitive_desc forward({kind, relu, all, slope}, engine());
#else
    const Forward::primitive_desc forward(engine(), kind, relu, all, all, slope);
#endif
    if (!backward_) return Forward(forward);
#if DNNL_VERSION_MAJOR == 2
    return Backward(Backward::primitive_desc({relu, all, all, slope}, engine(), forward));
#else
    return Backward(Backward::primitive_desc(engine(), relu, all, all, all, slope, forward));
#endif
  }

  const bool backward_;
  dnnl::stream stream_{engine()};
  float slope_ = 0;
  std::unordered_map<size_t, Call> kept_;
};

void relu(const float* x, const float*, float* out, size_t n, double) {
  thread_local Calls kept(false);
  kept.run(x, nullptr, out, n, 0);
}
void leaky_relu(const float* x, const float*, float* out, size_t n, double slope) {
  thread_local Calls kept(false);
  kept.run(x, nullptr, out, n, static_cast<float>(slope));
}
void relu_backward(const float* x, const float* upstream, float* out, size_t n, double) {
  thread_local Calls kept(true);
  kept.run(x, upstream, out, n, 0);
}
void leaky_relu_backward(const float* x, const float* upstream, float* out, size_t n,
                         double slope) {
  thread_local Calls kept(true);
  kept.run(x, upstream, out, n, static_cast<float>(slope));
}

using peers::row;
constexpr rectifier_kernel rows[] = {
    row<float, relu>("relu", "eltwise"),
    row<float, relu_backward>("relu_backward", "eltwise"),
    row<float, leaky_relu>("leaky_relu", "eltwise"),
    row<float, leaky_relu_backward>("leaky_relu_backward", "eltwise"),
};
constexpr rectifier_plugin plugin = peers::plugin(PEER_NAME, rows);

}  // namespace

extern "C" const rectifier_plugin* rectifier_plugin_get() { return &plugin; }
