package io.newsbox.fallback;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of the feed that were stored, filtered or parked lately. Readings overlap:
 * without this memory each would hand over the same items again, count a bad one once
 * more and say so in the log.
 */
final class RecentItems {

	private static final int MOST = 20_000;

	private final Map<String, Boolean> digests = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MOST;
		}

	};

	List<byte[]> unknown(List<byte[]> items) {
		List<byte[]> unknown = new ArrayList<>();
		for (byte[] item : items) {
			if (!this.digests.containsKey(digest(item))) {
				unknown.add(item);
			}
		}
		return unknown;
	}

	void add(List<byte[]> items) {
		items.forEach((item) -> this.digests.put(digest(item), true));
	}

	private static String digest(byte[] item) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(item));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JVM has SHA-256", ex);
		}
	}

}
