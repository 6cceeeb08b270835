/**
 * Files: firmware images that charge points fetch, and diagnostics that they leave with us.
 *
 * <p>{@link dev.csms.app.file.FileStore} keeps them on disk under names that we give. Charge points have no account
 * here: what lets them in is a URL that nobody can guess and that expires ({@link dev.csms.app.file.SignedPaths}). It is
 * made when a message is sent ({@link dev.csms.app.file.OwnLocations}) and stands in no event, log or answer.
 */
@NullMarked
package dev.csms.app.file;

import org.jspecify.annotations.NullMarked;
