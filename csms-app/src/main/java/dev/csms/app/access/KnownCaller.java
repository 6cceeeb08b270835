package dev.csms.app.access;

import dev.csms.query.graphql.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller as Spring Security sees one: each right is an authority. */
public final class KnownCaller extends AbstractAuthenticationToken {

    static final String ATTRIBUTE = KnownCaller.class.getName();

    private final transient Identified identified;
    private final transient Caller caller;

    KnownCaller(Identified identified, Caller caller) {
        super(authorities(identified));
        this.identified = identified;
        this.caller = caller;
        setAuthenticated(true);
    }

    private static Collection<SimpleGrantedAuthority> authorities(Identified identified) {
        return identified.rights().stream()
                .map(right -> new SimpleGrantedAuthority(right.name()))
                .toList();
    }

    /** Of a request that got through. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof KnownCaller known
                ? Optional.of(known.caller)
                : Optional.empty();
    }

    Identified identified() {
        return identified;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller.name();
    }
}
