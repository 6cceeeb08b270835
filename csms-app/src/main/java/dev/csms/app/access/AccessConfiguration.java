package dev.csms.app.access;

import dev.csms.app.CsmsSettings;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.domain.person.Right;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.query.Pressure;
import dev.csms.query.graphql.Callers;
import dev.csms.query.graphql.QueryBounds;
import dev.csms.query.graphql.QueryProblem.Code;
import dev.csms.query.graphql.Refusals;
import dev.csms.query.person.PersonQueries;
import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.sql.ReadSide;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** The door of the port for operators. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private final Environment environment;

    AccessConfiguration(Environment environment) {
        this.environment = environment;
    }

    @Bean
    QueryBounds queryBounds(CsmsSettings settings) {
        return settings.graphql().bounds();
    }

    @Bean
    AccessLog accessLog(MeterRegistry meters, SecurityLog securityLog) {
        return new AccessLog(meters, securityLog);
    }

    @Bean
    AccessTokens accessTokens(ReadSide readSide, InstantSource clock, CsmsSettings settings) {
        return new AccessTokens(readSide.db(), clock, settings.web().sessionIdle());
    }

    @Bean
    RegularWork sweepingOfExpiredTokens(AccessTokens tokens) {
        return new RegularWork("sweeping expired tokens", Duration.ofHours(1), tokens::sweep);
    }

    @Bean
    Passwords passwords(ReadSide readSide, InstantSource clock) {
        return new Passwords(readSide.db(), clock);
    }

    @Bean
    SessionCookies sessionCookies(CsmsSettings settings, InstantSource clock) {
        return new SessionCookies(settings.web().plainHttpCookies(), clock);
    }

    /** The setup token is not among the settings, so that nothing that shows settings shows it. */
    @Bean
    Bearers bearers(AccessTokens tokens, ObjectProvider<JwtDecoder> decoder, CsmsSettings settings) {
        return new Bearers(
                new SetupToken(environment.getProperty(SetupToken.SETTING)),
                tokens,
                decoder.getIfAvailable(),
                settings.oidc());
    }

    @Bean
    People people(
            CommandGateway commands,
            PersonQueries people,
            ProjectionProgress projections,
            AccessTokens tokens,
            Passwords passwords,
            InstantSource clock,
            CsmsSettings settings) {
        return new People(
                commands,
                people,
                projections,
                tokens,
                passwords,
                new RescueFile(settings.dataDirectory(), clock),
                clock,
                settings.web().sessionLength());
    }

    @Bean
    Callers callers(Bearers bearers, AccessTokens tokens, SessionCookies cookies, InstantSource clock) {
        return new HttpCallers(bearers, tokens, cookies, clock);
    }

    @Bean
    Answers answers(Refusals refusals) {
        return new Answers(refusals);
    }

    @Bean
    FilterRegistrationBean<ResponseHeaders> responseHeaders() {
        FilterRegistrationBean<ResponseHeaders> headers = new FilterRegistrationBean<>(new ResponseHeaders());
        headers.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return headers;
    }

    /** Charge points join a URL and a name as they like; everywhere else, such a path leads nowhere. */
    @Bean
    HttpFirewall doubleSlashes() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedDoubleSlash(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejected(Answers answers) {
        return (request, response, _) -> answers.problem(
                request, response, HttpStatus.BAD_REQUEST, Code.BAD_USER_INPUT, "no request looks like that");
    }

    @Bean
    PublicPath health() {
        return new PublicPath("/actuator/health/**");
    }

    /** What opens a file is its signature. */
    @Bean
    PublicPath filesOfChargePoints() {
        return new PublicPath("/files/**");
    }

    @Bean
    PublicPath signInPages() {
        return new PublicPath("/access/**");
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain access(
            HttpSecurity http,
            Bearers bearers,
            AccessTokens tokens,
            SessionCookies cookies,
            Answers answers,
            List<PublicPath> publicPaths,
            ObjectProvider<ClientRegistrationRepository> providers,
            People people,
            AccessLog accessLog,
            Pressure pressure,
            CsmsSettings settings) {
        http.csrf(AbstractHttpConfigurer::disable) // CallerFilter checks it where a cookie opens something
                .headers(AbstractHttpConfigurer::disable) // ResponseHeaders sets them everywhere
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new CallerFilter(bearers, tokens, cookies, answers, pressure),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new GraphQlBodies(answers, this::isManagement), AuthorizationFilter.class)
                .addFilterAfter(new SmallBodies(answers), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> {
                    publicPaths.forEach(
                            path -> rules.requestMatchers(path.pattern()).permitAll());
                    rules.requestMatchers(this::isManagement).permitAll();
                    rules.requestMatchers("/", "/login", "/setup", "/error")
                            .permitAll()
                            .requestMatchers(HttpMethod.GET, Answers.GRAPHQL)
                            .permitAll() // of a WebSocket, the first message says who it is
                            .requestMatchers("/actuator/**")
                            .hasAuthority(Right.ADMINISTER.name())
                            .requestMatchers("/firmware/**")
                            .hasAuthority(Right.COMMAND.name())
                            .anyRequest()
                            .hasAuthority(Right.READ.name());
                })
                .exceptionHandling(it -> it.authenticationEntryPoint((request, response, _) -> {
                            if (isNamed(request.getRequestURI())) {
                                answers.unauthenticated(request, response);
                            } else {
                                answers.unknown(request, response);
                            }
                        })
                        .accessDeniedHandler((request, response, _) -> answers.forbidden(request, response)));
        if (providers.getIfAvailable() != null) {
            ExternalSignIn external = new ExternalSignIn(people, cookies, accessLog, settings.oidc());
            http.oauth2Login(login -> login.loginPage("/login")
                    .successHandler(external::succeeded)
                    .failureHandler((_, response, _) -> response.sendRedirect("/login#failed")));
        }
        return http.build();
    }

    /** A port of its own that only this machine reaches. */
    private boolean isManagement(HttpServletRequest request) {
        Integer port = environment.getProperty("management.server.port", Integer.class);
        return port != null
                && request.getLocalPort() == port
                && !port.equals(environment.getProperty("server.port", Integer.class))
                && isLoopback(request.getLocalAddr());
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }

    /** What everybody may know to be there. */
    private static boolean isNamed(String path) {
        return path.equals(Answers.GRAPHQL)
                || path.startsWith("/graphiql")
                || path.equals("/actuator/prometheus")
                || path.startsWith("/firmware/")
                || path.startsWith("/diagnostics/");
    }

    /** Before it is said that all is ready. */
    @Bean
    ProvidedAdmin providedAdmin(People people) {
        return new ProvidedAdmin(people, SetupAdmin.of(environment).orElse(null));
    }

    /** Makes the administrator whom the settings provide. */
    record ProvidedAdmin(People people, @Nullable SetupAdmin admin) {

        @EventListener
        @Order(Ordered.HIGHEST_PRECEDENCE)
        void ready(ApplicationReadyEvent event) {
            if (admin != null) {
                people.provide(admin);
            }
        }
    }
}
