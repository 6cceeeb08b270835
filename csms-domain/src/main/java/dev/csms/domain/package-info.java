/** What is true, independent of how charge points speak and of what is shown. */
@NullMarked
package dev.csms.domain;

import org.jspecify.annotations.NullMarked;
