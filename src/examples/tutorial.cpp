// The tutorial that this project grew out of: ReLU and Leaky ReLU of five numbers.
#include <cstdio>
#include <vector>

#include "rectifier/rectifier.hpp"

int main() {
  const std::vector<double> x = {1, -10, 0, 15, -20};
  std::vector<double> y(x.size());

  rectifier::relu(x, y);
  for (std::size_t i = 0; i < x.size(); ++i)
    std::printf("Applying Relu on (%.1f) gives %.1f\n", x[i], y[i]);

  rectifier::leaky_relu(x, y);  // slope 0.01
  for (std::size_t i = 0; i < x.size(); ++i)
    std::printf("Applying Leaky Relu on (%.1f) gives %.1f\n", x[i], y[i]);
  return 0;
}
