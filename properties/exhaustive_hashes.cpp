// The hashes that `rectifier-properties --exhaustive` prints, equal for every implementation and on
// every target.
#include "exhaustive.hpp"

namespace rectifier {
namespace {

struct KnownHash {
  Operation operation;
  Convention convention;
  Type type;
  std::uint64_t hash;
};

constexpr KnownHash known_hashes[] = {
    {Operation::relu, Convention::textbook, Type::f32, 0xf7dbefa87c0394c6},
    {Operation::relu, Convention::pytorch, Type::f32, 0xdeb1841c80396af9},
    {Operation::relu_gradient, Convention::textbook, Type::f32, 0xf6151098f07b0774},
    {Operation::relu_gradient, Convention::pytorch, Type::f32, 0x2871547a7b84d414},
    {Operation::relu_backward, Convention::textbook, Type::f32, 0x39199a9a12cf4224},
    {Operation::relu_backward, Convention::pytorch, Type::f32, 0x1330b843972e70d1},
    {Operation::leaky_relu, Convention::textbook, Type::f32, 0x80845c25137a1832},
    {Operation::leaky_relu, Convention::pytorch, Type::f32, 0xe1ddaf62cee76cff},
    {Operation::leaky_relu_gradient, Convention::textbook, Type::f32, 0x32bd808438c186b1},
    {Operation::leaky_relu_gradient, Convention::pytorch, Type::f32, 0x85deffc8f813c10e},
    {Operation::leaky_relu_backward, Convention::textbook, Type::f32, 0xcfe829d76c71ea43},
    {Operation::leaky_relu_backward, Convention::pytorch, Type::f32, 0x582e92954643f0e0},
    {Operation::relu, Convention::textbook, Type::f64, 0xf138824b6e709bc2},
    {Operation::relu, Convention::pytorch, Type::f64, 0x6eefdaffdfc78459},
    {Operation::relu_gradient, Convention::textbook, Type::f64, 0xadae0d27a5bdfa7f},
    {Operation::relu_gradient, Convention::pytorch, Type::f64, 0xb3614aa559f505fd},
    {Operation::relu_backward, Convention::textbook, Type::f64, 0x6f47273ed00f38f0},
    {Operation::relu_backward, Convention::pytorch, Type::f64, 0xd181c768b8e761c9},
    {Operation::leaky_relu, Convention::textbook, Type::f64, 0x12f02aaaa6f5356a},
    {Operation::leaky_relu, Convention::pytorch, Type::f64, 0xee3852411578e414},
    {Operation::leaky_relu_gradient, Convention::textbook, Type::f64, 0xca3464286948a7ca},
    {Operation::leaky_relu_gradient, Convention::pytorch, Type::f64, 0xa13a4d4c364e0070},
    {Operation::leaky_relu_backward, Convention::textbook, Type::f64, 0x99959129d36e48c1},
    {Operation::leaky_relu_backward, Convention::pytorch, Type::f64, 0xcb699f427ff46484},
};

}  // namespace

std::uint64_t known_hash(Operation operation, Convention convention, Type type) {
  for (const KnownHash& known : known_hashes)
    if (known.operation == operation && known.convention == convention && known.type == type)
      return known.hash;
  return 0;
}

}  // namespace rectifier
