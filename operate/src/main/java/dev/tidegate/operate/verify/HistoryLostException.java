package dev.tidegate.operate.verify;

/** The change stream's history does not reach back to where following was: a full pass must be made again. */
final class HistoryLostException extends RuntimeException {}
