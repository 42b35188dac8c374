package io.newsbox.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.Consumer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.support.ActiveObjectCounter;
import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;

/**
 * Hands out what has already arrived, and never waits for a batch to fill.
 * <p>
 * The container asks for the next message until it has {@code batch-size} of them or gets
 * none within its receive timeout. A short timeout would cost CPU when idle and, with
 * messages trickling in, let a batch grow for ever. So only the first message of a batch
 * is waited for. A batch of large items ends early: its cost grows with the bytes, and
 * the consumers take turns better with little at a time.
 */
final class BatchConsumer extends BlockingQueueConsumer {

	private static final int BATCH_BYTES = 320 * 1024;

	private final int batchSize;

	private final Consumer<BatchConsumer> onStop;

	/** Messages of the current batch; touched by the consumer's own thread only. */
	private int handedOut;

	/** Of the bodies of these, unpacked. */
	private long bytes;

	/**
	 * @param onStop told when it gets no more messages, for whatever reason
	 */
	BatchConsumer(ConnectionFactory connections, ActiveObjectCounter<BlockingQueueConsumer> counter, int batchSize,
			int prefetch, Consumer<BatchConsumer> onStop, String... queues) {
		super(connections, new WholeHeaders(), counter, AcknowledgeMode.AUTO, false, prefetch, true, queues);
		this.batchSize = batchSize;
		this.onStop = onStop;
	}

	/**
	 * Whether the broker delivers to it. A cancel by the broker, or a closed channel,
	 * ends that.
	 */
	boolean isAttached() {
		Channel channel = getChannel();
		return channel != null && channel.isOpen() && !getConsumerTags().isEmpty();
	}

	/**
	 * Drops the connection where there is no answer. While a replicated queue has no
	 * leader the broker's end of the channel is stuck, and so would be the goodbye to it:
	 * the next attempt would wait for that, too.
	 */
	@Override
	public void start() throws AmqpException {
		try {
			super.start();
		}
		catch (RuntimeException ex) {
			Channel channel = getChannel();
			if (channel != null && Faults.isTimeout(ex)) {
				BrokerLink.drop(channel.getConnection());
			}
			throw ex;
		}
	}

	@Override
	public void stop() {
		this.onStop.accept(this);
		super.stop();
	}

	@Override
	public @Nullable Message nextMessage(long timeout) throws InterruptedException, ShutdownSignalException {
		boolean first = this.handedOut == 0;
		Message message = (first || goesOn()) ? super.nextMessage(first ? timeout : 0) : null;
		if (message == null || this.handedOut + 1 == this.batchSize) {
			this.handedOut = 0;
			this.bytes = 0;
		}
		else {
			this.handedOut++;
			this.bytes += size(message);
		}
		return message;
	}

	/**
	 * Whether there is one more for the batch. Asked for one that is not there, a
	 * consumer that the broker has cancelled throws, and the container would forget the
	 * batch in its hands: with the queue deleted, for good.
	 */
	private boolean goesOn() {
		return this.bytes < BATCH_BYTES && hasDelivery();
	}

	/** Bytes; of what is packed those that it will be. */
	private static long size(Message message) {
		ByteBuffer body = ByteBuffer.wrap(message.getBody()).order(ByteOrder.LITTLE_ENDIAN);
		String encoding = message.getMessageProperties().getContentEncoding();
		boolean packed = encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip");
		// RFC 1952: they are the last four
		return (packed && body.limit() > Integer.BYTES)
				? Integer.toUnsignedLong(body.getInt(body.limit() - Integer.BYTES)) : body.limit();
	}

}
