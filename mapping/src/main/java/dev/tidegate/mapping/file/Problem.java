package dev.tidegate.mapping.file;

/** Something in a migration file that must be mended. Line and column count from 1. */
public record Problem(int line, int column, String message) {}
