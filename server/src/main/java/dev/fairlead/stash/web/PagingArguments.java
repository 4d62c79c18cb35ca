package dev.fairlead.stash.web;

import dev.fairlead.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives handlers the {@link Paging} that the query's {@code start} and {@code limit} say. */
@Component
class PagingArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Paging.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return new Paging(number(request, "start", 0), number(request, "limit", Paging.USUAL));
    }

    private static int number(NativeWebRequest request, String name, int standard) {
        var text = request.getParameter(name);
        if (text == null || text.isEmpty()) {
            return standard;
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw Problem.invalid(
                    name,
                    "%s: must be a whole number of at most 9 digits, was \"%s\"."
                            .formatted(name, text.substring(0, Math.min(30, text.length()))));
        }
        return Integer.parseInt(text);
    }
}
