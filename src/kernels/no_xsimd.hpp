// Stands in for xsimd on an architecture without a target of vectors: names for templates that
// nothing instantiates.
#pragma once

namespace xsimd {

template <class T, class Arch>
struct batch;
template <class T, class Arch>
struct batch_bool;
template <class T, class Arch>
batch<T, Arch> select(batch_bool<T, Arch> mask, batch<T, Arch> yes, batch<T, Arch> no);

}  // namespace xsimd
