/** How HTTP is spoken at the port for operators, before anything is asked: who may connect, and how slow one may be. */
@NullMarked
package dev.csms.app.web;

import org.jspecify.annotations.NullMarked;
