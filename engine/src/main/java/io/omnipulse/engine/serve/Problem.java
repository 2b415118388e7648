package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is told when a request fails: an RFC 9457 problem document, never a stack trace.
 *
 * @param status the HTTP status
 * @param title the problem in a few words
 * @param detail what is wrong and what to do, for people
 * @param parameter the query parameter at fault, if one is
 * @param allowed what it may be; empty if there is no list of it
 */
record Problem(
        int status, String title, String detail, @Nullable String parameter, List<String> allowed) {
    private static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        allowed = List.copyOf(allowed);
    }

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, null, List.of());
    }

    /** A query parameter that does not exist or has a value that it cannot have. */
    static Problem badParameter(String parameter, String detail, List<String> allowed) {
        return new Problem(400, "Bad parameter", detail, parameter, allowed);
    }

    /** Answers the request with it. Nothing else is written after this. */
    void answer(Context context) {
        context.status(status).contentType(CONTENT_TYPE).result(json());
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (parameter != null) {
            json.put("parameter", parameter);
        }
        if (!allowed.isEmpty()) {
            ArrayNode values = json.putArray("allowed");
            allowed.forEach(values::add);
        }
        return json.toString();
    }

    /** Ends the handling of a request with this problem. */
    ProblemException asException() {
        return new ProblemException(this);
    }

    /** Carries a problem to where it is answered. */
    static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private ProblemException(Problem problem) {
            super(problem.title(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
