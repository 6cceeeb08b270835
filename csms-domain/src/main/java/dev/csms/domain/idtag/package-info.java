/** idTags: who may charge, and what was decided about it (OCPP 1.6 §4.1). */
@NullMarked
package dev.csms.domain.idtag;

import org.jspecify.annotations.NullMarked;
