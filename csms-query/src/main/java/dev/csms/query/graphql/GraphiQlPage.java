package dev.csms.query.graphql;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** GraphiQL at {@code /graphiql}. Spring's own page loads its scripts from the Internet; this one brings them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RouterFunction.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class GraphiQlPage {

    @Bean
    RouterFunction<ServerResponse> graphiQl() {
        ClassPathResource page = new ClassPathResource("static/graphiql/index.html");
        return RouterFunctions.route()
                .GET(
                        "/graphiql",
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .body(page))
                .build();
    }
}
