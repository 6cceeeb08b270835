/** The vault: secrets in the database, sealed with a key of the installation's keyring. */
@NullMarked
package dev.csms.app.secret;

import org.jspecify.annotations.NullMarked;
