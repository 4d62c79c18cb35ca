package dev.fairlead.identity.web;

import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.Credentials;
import dev.fairlead.identity.Sessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The filter chain. Everything is denied to who has not said who they are; the exceptions stand in
 * one list. What somebody may do to an object is asked by its handler, with the object.
 */
@Configuration(proxyBeanMethods = false)
class Security {
    private static final String[] PUBLIC = {
        "/healthz", "/readyz", "/login", "/assets/**", "/schemas/**"
    };

    /** Asked with a ticket in the address, which the handler checks as a log-in. */
    private static final String[] BY_TICKET = {"/reports/**"};

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            Credentials credentials,
            Sessions sessions,
            ObjectProvider<AgentTokens> agents,
            Refusals refusals) {
        var contexts = new RequestAttributeSecurityContextRepository();
        var callers = new CallerFilter(credentials, sessions, agents, contexts, refusals);
        return http.addFilterBefore(callers, CsrfFilter.class)
                .addFilterBefore(new WriteFilter(refusals), CsrfFilter.class)
                .securityContext(context -> context.securityContextRepository(contexts))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(csrf ->
                        csrf.csrfTokenRepository(tokens())
                                .requireCsrfProtectionMatcher(Security::needsToken))
                .headers(Security::headers)
                .exceptionHandling(
                        on -> on.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(may ->
                        may.dispatcherTypeMatchers(
                                        DispatcherType.ERROR,
                                        DispatcherType.ASYNC,
                                        DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(PUBLIC)
                                .permitAll()
                                .requestMatchers(BY_TICKET)
                                .permitAll()
                                .requestMatchers("/agent/v1/fetches/**")
                                .hasAuthority(Caller.FETCH)
                                .requestMatchers("/agent/**")
                                .hasAuthority(Caller.AGENT)
                                .anyRequest()
                                .hasAuthority(Caller.USER))
                .build();
    }

    /** A measurement around each filter costs an agent's report more than all of them do. */
    @Bean
    SecurityObservationSettings observed() {
        return SecurityObservationSettings.noObservations();
    }

    /** Only a browser adds a proof by itself; who sends a header meant it. */
    private static boolean needsToken(HttpServletRequest request) {
        if (READS.contains(request.getMethod())) {
            return false;
        }
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? caller.isByCookie()
                : request.getRequestURI().equals("/login");
    }

    private static CookieCsrfTokenRepository tokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** The browser runs and loads nothing but what this server serves as files of its own. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
