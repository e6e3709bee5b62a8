package dev.tidegate.transform.document;

/** A value of {@code field} was not carried as it is. */
public record CountedConversion(String field, String conversion) {}
