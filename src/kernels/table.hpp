// What table.cpp exports for each target, and registry.cpp joins.
#pragma once

#include <cstddef>

#include "rectifier/kernel.hpp"

namespace rectifier {

/// One kernel of one target; `function` is null where the target is of another architecture.
template <class T>
struct TableRow {
  Operation operation;
  Convention convention;
  const char* family;
  const char* idiom;
  const char* walk;
  bool streams;
  KernelFunction<T> function;
};

template <class T>
struct TableRows {
  const TableRow<T>* rows;
  std::size_t count;
};

/// What a source compiled once per target exports for one of them.
template <class T>
struct PerTarget {
  const char* target;
  const T* table;
};

/// That of the highest target which this machine runs, of those that fit.
template <class T, std::size_t count, class Fits>
const PerTarget<T>& highest(const PerTarget<T> (&rows)[count], const Fits& fits) {
  const PerTarget<T>* found = rows;
  for (const PerTarget<T>& row : rows)
    for (const Target& target : targets())
      if (target.name == row.target && target.unsupported.empty() && fits(*row.table)) found = &row;
  return *found;
}

/// Rows for every element type; best idiom first.
struct Table : detail::OfEveryType<TableRows> {};

}  // namespace rectifier
