package io.newsbox.article;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Undoes gzip (RFC 1952) up to a limit, so that a small body cannot fill the memory.
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
