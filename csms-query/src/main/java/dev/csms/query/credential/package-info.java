/** How charge points prove who they are: security profiles and keys, of which only is shown that there are some. */
@NullMarked
package dev.csms.query.credential;

import org.jspecify.annotations.NullMarked;
