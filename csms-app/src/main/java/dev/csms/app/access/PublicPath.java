package dev.csms.app.access;

/**
 * A path at the port for operators that is open to everybody. Whatever is not named so is for those who are known: a bean
 * of this type opens one.
 *
 * @param pattern such as {@code /files/**}
 */
public record PublicPath(String pattern) {}
