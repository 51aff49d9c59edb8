/* A plug-in that is wrong in one way, chosen by a macro; right without one. */
#include <signal.h>
#include <stdlib.h>

#include "rectifier/plugin.h"

#ifndef BAD_ABI
#define BAD_ABI RECTIFIER_PLUGIN_ABI
#endif
#ifndef BAD_NAME
#define BAD_NAME "bad"
#endif
#ifndef BAD_OPERATION
#define BAD_OPERATION "relu"
#endif
#ifndef BAD_CONVENTION
#define BAD_CONVENTION "textbook"
#endif
#ifndef BAD_TYPE
#define BAD_TYPE "f32"
#endif
#ifndef BAD_IMPLEMENTATION
#define BAD_IMPLEMENTATION "second"
#endif
#ifndef BAD_FLAGS
#define BAD_FLAGS 0
#endif
#ifndef BAD_RUN
#define BAD_RUN relu
#endif
#ifndef BAD_COUNT
#define BAD_COUNT 2
#endif
#ifndef BAD_KERNELS
#define BAD_KERNELS kernels
#endif
#ifndef BAD_LOADING
#define BAD_LOADING (void)0
#endif
#ifndef BAD_GET
#define BAD_GET (void)0
#endif
#ifndef BAD_SUPPORTED
#define BAD_SUPPORTED (void)0
#endif

/* Of throws.cpp. */
void throw_an_exception(void);

static void relu(const void* x, const void* upstream, void* out, size_t n, double slope) {
  (void)upstream;
  (void)slope;
  for (size_t i = 0; i < n; ++i)
    ((float*)out)[i] = ((const float*)x)[i] > 0 ? ((const float*)x)[i] : 0;
}

static int supported(void) {
  BAD_SUPPORTED;
  return 1;
}

const rectifier_kernel kernels[] = {
    {"relu", "textbook", "f32", "first", 0, NULL, relu},
    {BAD_OPERATION, BAD_CONVENTION, BAD_TYPE, BAD_IMPLEMENTATION, BAD_FLAGS, supported, BAD_RUN},
};

__attribute__((constructor)) static void while_loading(void) { BAD_LOADING; }

#ifdef BAD_SYMBOL
const rectifier_plugin* BAD_SYMBOL(void);
#define rectifier_plugin_get BAD_SYMBOL
#endif

const rectifier_plugin* rectifier_plugin_get(void) {
  static const rectifier_plugin plugin = {BAD_ABI, BAD_NAME, BAD_COUNT, BAD_KERNELS};
  BAD_GET;
#ifdef BAD_PLUGIN
  return BAD_PLUGIN;
#endif
  return &plugin;
}
