package io.newsbox.intake;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.BasicProperties;
import com.rabbitmq.client.impl.AMQContentHeader;
import com.rabbitmq.client.impl.AMQImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ReadableHeadersTest {

	private static final int BASIC = 60;

	private static final short HEADERS = 1 << 13;

	private static final int BEFORE_VALUE = 2 + 2 + 8 + 2 + 4 + 2;

	/** Type and length. */
	private static final int ARRAY = 5;

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void arraysThatFillAFrameAreReadAtOnce() throws Exception {
		int levels = 26_000;
		byte[] bytes = frame(levels * ARRAY);
		ByteBuffer frame = value(bytes);
		for (int inside = (levels - 1) * ARRAY; inside >= 0; inside -= ARRAY) {
			frame.put((byte) 'A').putInt(inside);
		}
		ReadableHeaders.makeIn(bytes);
		Object value = headers(bytes).get("a");
		int depth = 0;
		while (value instanceof List<?> list) {
			value = list.get(0);
			depth++;
		}
		assertThat(depth).isEqualTo(ReadableHeaders.DEEPEST);
		assertThat(value).isInstanceOf(byte[].class);
		assertThat((byte[]) value).hasSize((levels - 1 - ReadableHeaders.DEEPEST) * ARRAY);
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void aLengthThatLeadsBackIsLeftToTheClient() {
		byte[] bytes = frame(2 * ARRAY);
		value(bytes).put((byte) 'A').putInt(ARRAY).put((byte) 'S').putInt(-ARRAY);
		byte[] before = bytes.clone();
		ReadableHeaders.makeIn(bytes);
		assertThat(bytes).isEqualTo(before);
	}

	/** A content header whose only header, named a, is of so many bytes. */
	private static byte[] frame(int value) {
		byte[] bytes = new byte[BEFORE_VALUE + value];
		ByteBuffer.wrap(bytes)
			.putShort((short) BASIC)
			.putShort((short) 0)
			.putLong(0)
			.putShort(HEADERS)
			.putInt(2 + value)
			.put((byte) 1)
			.put((byte) 'a');
		return bytes;
	}

	private static ByteBuffer value(byte[] bytes) {
		return ByteBuffer.wrap(bytes).position(BEFORE_VALUE);
	}

	private static Map<String, Object> headers(byte[] bytes) throws Exception {
		AMQContentHeader header = AMQImpl.readContentHeaderFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
		return ((BasicProperties) header).getHeaders();
	}

}
