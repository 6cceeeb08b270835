/** Reading rows: typed columns, optional conditions, and lists that are read page by page. */
@NullMarked
package dev.csms.query.sql;

import org.jspecify.annotations.NullMarked;
