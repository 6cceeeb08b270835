package dev.csms.app.access;

import dev.csms.app.CsmsSettings.Oidc;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.user.OAuth2User;

/** A browser that comes back from an identity provider. */
final class ExternalSignIn {

    private final People people;
    private final SessionCookies cookies;
    private final AccessLog accessLog;
    private final ExternalPeople external;

    ExternalSignIn(People people, SessionCookies cookies, AccessLog accessLog, Oidc settings) {
        this.people = people;
        this.accessLog = accessLog;
        this.cookies = cookies;
        this.external = new ExternalPeople(settings);
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException {
        Optional<ExternalPeople.Claimed> claimed = signedIn.getPrincipal() instanceof OAuth2User user
                ? external.read(user.getAttributes())
                : Optional.empty();
        if (request.getSession(false) != null) {
            request.getSession(false).invalidate(); // it has served its purpose
        }
        if (claimed.isEmpty()) {
            response.sendRedirect("/login#norole");
            return;
        }
        ExternalPeople.Claimed person = claimed.get();
        accessLog.signedIn(person.name(), "by an identity provider", request.getRemoteAddr());
        cookies.of(people.admitExternal(person.name(), person.role(), person.groups()))
                .forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
        // not by a redirect: this navigation began at another site, and would not bring the new cookie along
        response.setContentType("text/html;charset=utf-8");
        response.getWriter()
                .write("<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0; url=/graphiql\"><title>CSMS</title>");
    }
}
