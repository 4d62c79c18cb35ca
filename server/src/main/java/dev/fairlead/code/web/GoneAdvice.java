package dev.fairlead.code.web;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Shows who deleted a branch or tag, in the place of the page that it has no more. */
@ControllerAdvice(basePackageClasses = GoneAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class GoneAdvice {
    @ExceptionHandler
    ModelAndView show(Gone gone) {
        return new ModelAndView("code/gone", Map.of("page", gone.page()), HttpStatus.NOT_FOUND);
    }
}
