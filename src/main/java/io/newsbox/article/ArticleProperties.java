package io.newsbox.article;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What is accepted as a news item.
 *
 * @param maxItemSize size of one message or API item, unpacked, in bytes; what is larger
 * is parked. Range 1 byte to 100 MB
 */
@ConfigurationProperties("newsbox.article")
public record ArticleProperties(DataSize maxItemSize) {

	private static final DataSize HIGHEST = DataSize.ofMegabytes(100);

	public ArticleProperties {
		if (maxItemSize.toBytes() < 1 || maxItemSize.compareTo(HIGHEST) > 0) {
			throw new IllegalArgumentException(
					"newsbox.article.max-item-size is %s; it must be 1B to %s".formatted(maxItemSize, HIGHEST));
		}
	}

}
