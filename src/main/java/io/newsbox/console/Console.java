package io.newsbox.console;

import java.io.IOException;
import java.time.Clock;
import java.util.Set;

import io.newsbox.console.PasswordCheck.TooManyWrongPasswordsException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The doors of the console. People log in by a form and have a session; programs send
 * their password with each request (HTTP basic) and have none.
 */
public final class Console {

	private static final String HAWTIO = "/actuator/hawtio";

	/** Where a person begins. */
	public static final String HOME = HAWTIO + "/";

	/** Who caused the request, as browsers say. */
	private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

	private static final String[] OPEN = { "/actuator/health/liveness", "/actuator/health/readiness" };

	private static final String[] JOLOKIA = { "/actuator/jolokia/**", HAWTIO + "/jolokia/**" };

	/** What Hawtio also has: a way into other servers, and logins of its own. */
	private static final String[] NOT_USED = { HAWTIO + "/proxy/**", HAWTIO + "/keycloak/**", HAWTIO + "/auth/login" };

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	private static final RequestMatcher HAWTIO_LOGOUT = path(HttpMethod.GET, HAWTIO + "/auth/logout");

	private Console() {
	}

	/** Knows the passwords of the settings, and logs those that it had to make. */
	public static AuthenticationManager passwords(ConsoleProperties properties, Clock clock) {
		return new PasswordCheck(Users.of(properties), clock);
	}

	/** Decides about every request. */
	public static SecurityFilterChain doors(HttpSecurity http, AuthenticationManager passwords) throws Exception {
		return http.authenticationManager(passwords)
			.authorizeHttpRequests(Console::whoEnters)
			.formLogin(Console::form)
			.httpBasic((basic) -> basic.authenticationEntryPoint(Console::refuse))
			.exceptionHandling(
					(handling) -> handling.defaultAuthenticationEntryPointFor(Console::refuse, Console::isNoPage))
			.logout((logout) -> logout
				.logoutRequestMatcher(new OrRequestMatcher(HAWTIO_LOGOUT, path(HttpMethod.POST, "/logout"))))
			// no session before the login
			.requestCache((cache) -> cache.requestCache(new NullRequestCache()))
			.csrf(Console::csrf)
			.headers(Console::headers)
			.build();
	}

	/** Who is logged in, for Hawtio's menu. */
	public static ServletRegistrationBean<HttpServlet> hawtioUser() {
		return new ServletRegistrationBean<>(new HawtioUser(), HAWTIO + "/user");
	}

	private static void whoEnters(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		requests.dispatcherTypeMatchers(DispatcherType.ERROR)
			.permitAll()
			.requestMatchers(Console::isOfOtherSite)
			.denyAll()
			.requestMatchers(HttpMethod.GET, OPEN)
			.permitAll()
			.requestMatchers(HttpMethod.HEAD, OPEN)
			.permitAll()
			.requestMatchers(HttpMethod.POST, JOLOKIA)
			.authenticated()
			.requestMatchers(JOLOKIA)
			.denyAll()
			.requestMatchers(NOT_USED)
			.denyAll()
			// whatever else is exposed; login and logout come before
			.requestMatchers(Console::writes)
			.denyAll()
			.anyRequest()
			.authenticated();
	}

	private static void form(FormLoginConfigurer<HttpSecurity> form) {
		form.defaultSuccessUrl(HOME, true);
		// by failureHandler() the page would lose its line about the wrong password
		form.withObjectPostProcessor(new ObjectPostProcessor<UsernamePasswordAuthenticationFilter>() {
			@Override
			public <F extends UsernamePasswordAuthenticationFilter> F postProcess(F filter) {
				filter.setAuthenticationFailureHandler(Console::refuseForm);
				return filter;
			}
		});
	}

	/** Hawtio sends the token of the cookie back in a header; a foreign page cannot. */
	private static void csrf(CsrfConfigurer<HttpSecurity> csrf) {
		CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
		cookie.setCookieCustomizer((builder) -> builder.sameSite("Strict"));
		CsrfTokenRequestAttributeHandler token = new CsrfTokenRequestAttributeHandler();
		// made at once, not when first asked for: Hawtio only looks at the cookie
		token.setCsrfRequestAttributeName(null);
		csrf.csrfTokenRepository(cookie).csrfTokenRequestHandler(token).ignoringRequestMatchers(Console::isOfProgram);
	}

	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		// Hawtio's pages come with a policy of their own, which stays
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(
				"default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER));
	}

	/**
	 * A password in the request, and nothing that a browser sends with a request that
	 * some page caused. Browsers also never learn a password for this header, because
	 * newsbox never asks for one with {@code WWW-Authenticate}.
	 */
	private static boolean isOfProgram(HttpServletRequest request) {
		return request.getHeader(HttpHeaders.AUTHORIZATION) != null && request.getHeader(HttpHeaders.ORIGIN) == null
				&& request.getHeader(SEC_FETCH_SITE) == null && request.getHeader(HttpHeaders.COOKIE) == null;
	}

	/**
	 * Sent by a page of another server, be it another port of this host: cookies do not
	 * tell ports apart. A link from there may be followed. Login and logout come before
	 * this rule, and do nothing else.
	 */
	private static boolean isOfOtherSite(HttpServletRequest request) {
		String site = request.getHeader(SEC_FETCH_SITE);
		return HttpMethod.POST.matches(request.getMethod()) && site != null && !site.equals("same-origin")
				&& !site.equals("none");
	}

	private static boolean writes(HttpServletRequest request) {
		return !READING.contains(request.getMethod());
	}

	/** Not opened by a person, whom the login form would help. */
	private static boolean isNoPage(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept == null || !accept.contains("text/html");
	}

	private static void refuseForm(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (ex instanceof TooManyWrongPasswordsException) {
			refuse(request, response, ex);
		}
		else {
			response.sendRedirect(request.getContextPath() + "/login?error");
		}
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (ex instanceof TooManyWrongPasswordsException) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "1");
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
		}
		else {
			response.sendError(HttpStatus.UNAUTHORIZED.value());
		}
	}

	private static RequestMatcher path(HttpMethod method, String path) {
		return PathPatternRequestMatcher.withDefaults().matcher(method, path);
	}

}
