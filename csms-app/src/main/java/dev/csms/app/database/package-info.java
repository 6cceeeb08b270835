/** What the database must be like before it is used: its tables there, its roles told apart, its acknowledgements true. */
@NullMarked
package dev.csms.app.database;

import org.jspecify.annotations.NullMarked;
