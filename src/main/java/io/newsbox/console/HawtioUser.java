package io.newsbox.console;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

/**
 * Tells Hawtio who is logged in. Its own servlet for this knows only who logged in
 * through Hawtio.
 */
final class HawtioUser extends HttpServlet {

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		// one of two names: nothing to escape
		response.getWriter().print('"' + request.getRemoteUser() + '"');
	}

}
