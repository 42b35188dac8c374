package io.newsbox.intake;

import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Errors of the broker, in words.
 */
final class Faults {

	private static final Pattern INEQUIVALENT = Pattern
		.compile("inequivalent arg '(.+?)' for (queue|exchange) '(.+?)' .*received (.+) but current is (.+)");

	private Faults() {
	}

	/**
	 * The innermost cause, which is what a person needs; where TLS fails what it says,
	 * for its causes speak of signatures and paths alone.
	 */
	static String text(Throwable error) {
		SSLException tls = ObjectHelper.getException(SSLException.class, error);
		Throwable cause = (tls != null) ? tls : NestedExceptionUtils.getMostSpecificCause(error);
		String reply = (cause instanceof ShutdownSignalException signal) ? reply(signal) : null;
		if (reply != null) {
			return reply;
		}
		String name = cause.getClass().getSimpleName();
		String message = cause.getMessage();
		if (message == null) {
			return (cause instanceof TimeoutException) ? "no answer of a broker in time (TimeoutException)" : name;
		}
		return (cause instanceof IllegalStateException) ? message : name + ": " + message;
	}

	/**
	 * Explains that a queue or an exchange is there, but with another argument.
	 * @return null if the error is another one
	 */
	static @Nullable String conflict(Throwable error) {
		Matcher matcher = INEQUIVALENT.matcher(text(error));
		if (!matcher.find()) {
			return null;
		}
		String argument = matcher.group(1);
		String kind = matcher.group(2);
		String otherwise = kind.equals("queue")
				? ", or delete the queue while it is empty and newsbox declares it anew; arguments like a dead-letter"
						+ " exchange are better set by a broker policy"
				: " (to delete the exchange would unbind the queues of all others, too)";
		return ("The broker has %s '%s' with another '%s': newsbox wants %s, it is %s. newsbox uses it as it is. To end this,"
				+ " set %s to what the broker has%s")
			.formatted(kind, matcher.group(3), argument, matcher.group(4), matcher.group(5), setting(kind, argument),
					otherwise);
	}

	private static String setting(String kind, String argument) {
		return switch (kind + " " + argument) {
			case "exchange type" -> "newsbox.intake.exchange-type";
			case "queue x-queue-type" -> "newsbox.intake.queue-type";
			case "exchange auto_delete" -> "arg.exchange.autoDelete in article-intake.camel.yaml";
			default -> "arg.%s.%s in article-intake.camel.yaml".formatted(kind, argument);
		};
	}

	/** Whether the broker did not answer in time. */
	static boolean isTimeout(Throwable error) {
		return NestedExceptionUtils.getMostSpecificCause(error) instanceof TimeoutException;
	}

	static boolean isMissing(Throwable error) {
		return isReplied(error, AMQP.NOT_FOUND);
	}

	/** The user lacks a permission for the exchange or the queue. */
	static boolean isRefused(Throwable error) {
		return isReplied(error, AMQP.ACCESS_REFUSED);
	}

	private static boolean isReplied(Throwable error, int code) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof ShutdownSignalException signal
					&& signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == code) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String reply(ShutdownSignalException signal) {
		if (signal.getReason() instanceof AMQP.Channel.Close close) {
			return close.getReplyText();
		}
		return (signal.getReason() instanceof AMQP.Connection.Close close) ? close.getReplyText() : null;
	}

}
