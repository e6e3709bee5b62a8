package dev.tidegate.validator.recheck;

/**
 * How far fences are while some subjects are checked.
 *
 * @param passed the last that was passed before they were read
 * @param taken the last that had been taken before they were read
 * @param next the first that is taken after they were read
 */
record Passage(long passed, long taken, long next) {}
