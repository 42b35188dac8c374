package io.newsbox.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the headers of a message may hold, and RabbitMQ takes and hands on, though its
 * Java client cannot read it. It would end the connection, again and again, since the
 * message comes back.
 * <ol>
 * <li>Field type {@code L}, a signed 64-bit integer, as Python's py-amqp (kombu, Celery)
 * writes it. To RabbitMQ it is the same as {@code l}, which the client can read.</li>
 * <li>Tables and arrays in one another, of which some 26,000 fit into a frame. The client
 * takes a call for each level, and a time that grows with their square. What lies deeper
 * than {@value #DEEPEST} levels becomes bytes ({@code x}), which are written alike.</li>
 * </ol>
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-errata.html#section_3">Types of
 * fields, in the errata of AMQP 0-9-1</a>
 */
final class ReadableHeaders {

	static final int DEEPEST = 100;

	/** Before the flags: class, weight and size of the body (AMQP 0-9-1, 4.2.6.1). */
	private static final int FLAGS = 12;

	private static final int CONTENT_TYPE = 1 << 15;

	private static final int CONTENT_ENCODING = 1 << 14;

	private static final int HEADERS = 1 << 13;

	private final ByteBuffer frame;

	private int depth;

	private ReadableHeaders(byte[] contentHeader) {
		this.frame = ByteBuffer.wrap(contentHeader);
	}

	/**
	 * Makes them readable, in place.
	 * @param contentHeader payload of a content header frame; one that is malformed is
	 * left to the client from there on
	 */
	static void makeIn(byte[] contentHeader) {
		try {
			new ReadableHeaders(contentHeader).properties();
		}
		catch (RuntimeException ex) {
			// the client says it better
		}
	}

	private void properties() {
		int flags = this.frame.position(FLAGS).getShort();
		if ((flags & CONTENT_TYPE) != 0) {
			skip(length8());
		}
		if ((flags & CONTENT_ENCODING) != 0) {
			skip(length8());
		}
		if ((flags & HEADERS) != 0) {
			fields(true);
		}
	}

	/**
	 * A table or an array.
	 * @param named whether each has a name
	 */
	private void fields(boolean named) {
		int length = this.frame.getInt();
		int end = this.frame.position() + length;
		while (this.frame.position() < end) {
			if (named) {
				skip(length8());
			}
			value();
		}
	}

	private void value() {
		int at = this.frame.position();
		byte type = this.frame.get();
		switch (type) {
			case 'L' -> {
				this.frame.put(at, (byte) 'l');
				skip(Long.BYTES);
			}
			case 'l', 'd', 'T' -> skip(Long.BYTES);
			case 'I', 'i', 'f' -> skip(Integer.BYTES);
			case 's', 'u' -> skip(Short.BYTES);
			case 't', 'b', 'B' -> skip(Byte.BYTES);
			case 'D' -> skip(Byte.BYTES + Integer.BYTES);
			case 'S', 'x' -> skip(this.frame.getInt());
			case 'F', 'A' -> {
				if (this.depth == DEEPEST) {
					this.frame.put(at, (byte) 'x');
					skip(this.frame.getInt());
				}
				else {
					this.depth++;
					fields(type == 'F');
					this.depth--;
				}
			}
			case 'V' -> skip(0);
			default -> throw new IllegalArgumentException(
					"unknown type " + new String(new byte[] { type }, StandardCharsets.ISO_8859_1));
		}
	}

	private int length8() {
		return Byte.toUnsignedInt(this.frame.get());
	}

	private void skip(int bytes) {
		if (bytes < 0) {
			// the same fields would be read for ever
			throw new IllegalArgumentException("negative length");
		}
		this.frame.position(this.frame.position() + bytes);
	}

}
