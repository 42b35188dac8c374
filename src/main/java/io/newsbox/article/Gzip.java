package io.newsbox.article;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/**
 * Undoes gzip (RFC 1952) up to a limit, so that a small body cannot fill the memory.
 * <p>
 * Batches are bounded by what the last four bytes of a body say of its size, so that has
 * to be true: of several members, or with something behind, it is not.
 */
final class Gzip {

	private Gzip() {
	}

	static byte[] unpack(byte[] packed, int limit) throws BadItemException {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
			byte[] content = in.readNBytes(limit);
			if (in.read() >= 0) {
				throw tooLarge("more than " + limit, limit);
			}
			if (content.length != ByteBuffer.wrap(packed)
				.order(ByteOrder.LITTLE_ENDIAN)
				.getInt(packed.length - Integer.BYTES)) {
				throw new BadItemException("Not a single gzip member",
						"its last four bytes (RFC 1952, ISIZE) are not its size, " + content.length);
			}
			return content;
		}
		catch (IOException ex) {
			throw new BadItemException("Not readable as gzip, though content_encoding says so", ex.getMessage());
		}
	}

	static BadItemException tooLarge(String size, int limit) {
		return new BadItemException("Larger than newsbox.article.max-item-size",
				"%s bytes unpacked; newsbox.article.max-item-size is %d".formatted(size, limit));
	}

}
