/* The tutorial in plain C: ReLU and Leaky ReLU of five numbers. */
#include <stdio.h>

#include "rectifier/rectifier.h"

int main(void) {
  const double x[] = {1, -10, 0, 15, -20};
  enum { n = sizeof x / sizeof *x };
  double y[n];

  int32_t status = rectifier_relu_f64(x, y, n, RECTIFIER_TEXTBOOK);
  for (int i = 0; status == RECTIFIER_DONE && i < n; ++i)
    printf("Applying Relu on (%.1f) gives %.1f\n", x[i], y[i]);

  if (status == RECTIFIER_DONE)
    status = rectifier_leaky_relu_f64(x, y, n, RECTIFIER_DEFAULT_SLOPE, RECTIFIER_TEXTBOOK);
  for (int i = 0; status == RECTIFIER_DONE && i < n; ++i)
    printf("Applying Leaky Relu on (%.1f) gives %.1f\n", x[i], y[i]);

  if (status != RECTIFIER_DONE) fprintf(stderr, "tutorial: %s\n", rectifier_status_text(status));
  return status == RECTIFIER_DONE ? 0 : 1;
}
