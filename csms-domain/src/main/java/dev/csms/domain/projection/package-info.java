/** What is decided about that which is made of events; its making is whoever shows them's. */
@NullMarked
package dev.csms.domain.projection;

import org.jspecify.annotations.NullMarked;
