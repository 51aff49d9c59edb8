// Every public C++ header, for a caller without exceptions.
#include "rectifier/chunks.hpp"
#include "rectifier/rectifier.hpp"

int main() {
  float x[] = {-1, 2}, out[2];
  const rectifier::Chunks chunks(out, 2);
  for (std::size_t i = 0; i < chunks.size(); ++i)
    rectifier::relu(chunks.of(x, i), chunks.of(out, i));
  return out[0] == 0 && out[1] == 2 && rectifier::leaky_relu(-1.0f, 0.5) == -0.5f ? 0 : 1;
}
