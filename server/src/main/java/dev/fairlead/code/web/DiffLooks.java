package dev.fairlead.code.web;

import dev.fairlead.code.DiffLook;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Gives handlers the reader's {@link DiffLook}, and remembers a choice in a cookie. */
@Component
class DiffLooks implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private static final String COOKIE = "fairlead-diff";

    DiffLooks() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(DiffLook.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == DiffLook.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        var response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
        var chosen = request.getParameter(DiffLook.PARAMETER);
        if (chosen != null) {
            remember(chosen.equals(DiffLook.SIDE), request, response);
            return new DiffLook(chosen.equals(DiffLook.SIDE), here(request));
        }
        var cookie = WebUtils.getCookie(request, COOKIE);
        var side = cookie != null && cookie.getValue().equals(DiffLook.SIDE);
        return new DiffLook(side, here(request));
    }

    private static void remember(
            boolean side, HttpServletRequest request, HttpServletResponse response) {
        var cookie =
                ResponseCookie.from(COOKIE, side ? DiffLook.SIDE : DiffLook.UNIFIED)
                        .path("/")
                        .maxAge(Duration.ofDays(365))
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String here(HttpServletRequest request) {
        var query = Objects.requireNonNullElse(request.getQueryString(), "");
        var rest =
                Arrays.stream(query.split("&"))
                        .filter(part -> !part.isEmpty())
                        .filter(part -> !part.startsWith(DiffLook.PARAMETER + "="))
                        .collect(Collectors.joining("&"));
        return rest.isEmpty() ? request.getRequestURI() : request.getRequestURI() + "?" + rest;
    }
}
