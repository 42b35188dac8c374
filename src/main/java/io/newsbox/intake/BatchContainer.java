package io.newsbox.intake;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import org.apache.camel.component.springrabbit.CamelSimpleMessageListenerContainer;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Listens to the queue and hands Camel one exchange a batch.
 * <ol>
 * <li>Before each attempt to consume, at the start as after any loss, the exchange, the
 * queue and the bindings are declared.</li>
 * <li>{@link BatchConsumer} collects what has arrived; Camel's listener gets it as one
 * {@link BatchMessage} and runs the route to its end.</li>
 * <li>All messages of the batch are acked at once then, or, when the route failed, put
 * back into the queue.</li>
 * </ol>
 */
final class BatchContainer extends CamelSimpleMessageListenerContainer {

	/** In place of a failure, before there is one. */
	static final String NOT_CONNECTED = "not connected yet";

	static final String STOPPED = "the consuming route is stopped";

	private final Topology topology;

	private final int batchSize;

	/** Those that are to consume, whether they are attached or not yet. */
	private final Queue<BatchConsumer> consumers = new ConcurrentLinkedQueue<>();

	private final int concurrentConsumers;

	private volatile boolean wanted;

	private volatile CountDownLatch stopped = new CountDownLatch(0);

	private volatile String lastFailure = NOT_CONNECTED;

	private final Runnable onBatch;

	private Runnable onDestroy = () -> {
	};

	/**
	 * @param onBatch told of each batch, before the route gets it
	 */
	BatchContainer(SpringRabbitMQEndpoint endpoint, Topology topology, int batchSize, Runnable onBatch) {
		super(endpoint);
		this.onBatch = onBatch;
		this.topology = topology;
		this.concurrentConsumers = endpoint.getConcurrentConsumers();
		setTaskExecutor(new SimpleAsyncTaskExecutor(new IntakeThreads()));
		this.batchSize = batchSize;
		setBatchSize(batchSize);
		setConsumerBatchEnabled(true);
		setBatchingStrategy(new WholeMessages());
	}

	@Override
	public void setMessageListener(MessageListener listener) {
		ChannelAwareMessageListener camel = (ChannelAwareMessageListener) listener;
		super.setMessageListener(new ChannelAwareBatchMessageListener() {
			@Override
			public void onMessageBatch(List<Message> messages, Channel channel) {
				BatchContainer.this.onBatch.run();
				try {
					camel.onMessage(new BatchMessage(messages), channel);
				}
				catch (Exception ex) {
					ReflectionUtils.rethrowRuntimeException(ex);
				}
			}
		});
	}

	/** Whether as many consumers as configured get messages. */
	boolean isAttached() {
		return attached().size() >= this.concurrentConsumers;
	}

	/** The consumers that get messages. One that was lost comes back as another. */
	List<BatchConsumer> attached() {
		return this.consumers.stream().filter(BatchConsumer::isAttached).toList();
	}

	/** All is well: what failed before is no cause of what fails next. */
	void forgetFailure() {
		this.lastFailure = "the broker has ended it, or the connection is gone";
	}

	/** Why the last attempt to consume failed. */
	String lastFailure() {
		return (this.wanted || this.stopped.getCount() > 0) ? this.lastFailure : STOPPED;
	}

	/**
	 * It stops by itself after an interrupt, say, while the route still looks started.
	 */
	void restartIfAborted() {
		if (this.wanted && !isRunning()) {
			start();
		}
	}

	void onDestroy(Runnable task) {
		this.onDestroy = task;
	}

	@Override
	public void start() {
		this.stopped = new CountDownLatch(1);
		super.start();
		this.wanted = true;
	}

	@Override
	protected void checkMismatchedQueues() {
		// stock: connects, so that the start would wait for the broker
	}

	@Override
	public void stop() {
		// by itself, or at somebody's wish
		this.wanted = this.wanted && IntakeThreads.isCurrent();
		this.stopped.countDown();
		super.stop();
	}

	@Override
	public void destroy() {
		this.wanted = false;
		this.stopped.countDown();
		super.destroy();
		this.onDestroy.run();
	}

	@Override
	protected void publishConsumerFailedEvent(String reason, boolean fatal, @Nullable Throwable cause) {
		this.lastFailure = (cause != null) ? Faults.text(cause) : reason;
		super.publishConsumerFailedEvent(reason, fatal, cause);
	}

	@Override
	protected void handleStartupFailure(BackOffExecution pauses) {
		// stock: until a time of the wall clock, which may be set back meanwhile
		try {
			boolean unused = this.stopped.await(pauses.nextBackOff(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	protected void redeclareElementsIfNecessary() {
		this.topology.declare();
	}

	@Override
	protected BlockingQueueConsumer createBlockingQueueConsumer() {
		BatchConsumer consumer = new BatchConsumer(getConnectionFactory(), ConsumerCounter.of(this), this.batchSize,
				getPrefetchCount(), this.consumers::remove, getQueueNames());
		// the topology was declared just now: a missing queue is tried again with all
		// else
		consumer.setDeclarationRetries(0);
		consumer.setBackOffExecution(getRecoveryBackOff().start());
		consumer.setShutdownTimeout(getShutdownTimeout());
		consumer.setMessageAckListener(getMessageAckListener());
		this.consumers.add(consumer);
		return consumer;
	}

}
