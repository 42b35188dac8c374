package io.newsbox.article;

import java.lang.management.ManagementFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The memory and the time that a run of a jq program may take. One that makes ever more,
 * and be it of some items only, would end the process, and each one that is given them
 * after it.
 * <ol>
 * <li>No value that it makes is huge, if its input is not.</li>
 * <li>Each time that it has asked for an eighth of the heap, the heap is not full.</li>
 * <li>All that it has asked for, also what it needs no more, is bounded, and so are its
 * steps: that is its time.</li>
 * </ol>
 */
final class JqAllowance {

	/** In characters; there may be two bytes to each, and some copies. */
	private static final long HUGE = Math.min(16_000_000, Heap.SIZE / 32);

	/** In bytes; between two looks at the heap. */
	private static final long SHARE = Heap.SIZE / 8;

	/** From here on a value is worth a look of its own. */
	private static final int LARGE = 10_000;

	/** What a value takes beside its characters, as if it were some. */
	private static final long VALUE = 16;

	/**
	 * In bytes; takes a second or two. A usual run asks for 50 kB, a clumsy one for 100
	 * MB.
	 */
	private static final long MOST = 1_000_000_000L;

	/** For each character of the input; {@code ascii_downcase} asks for 600. */
	private static final int MOST_FOR_EACH = 1000;

	/** Takes a second or two, too; some more for each character of the input. */
	private static final int MOST_STEPS = 20_000_000;

	private static final int MOST_STEPS_FOR_EACH = 20;

	/** Between two looks, each of which costs as much as a small step. */
	private static final int STEPS = 64;

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private static final ThreadLocal<JqAllowance> CURRENT = ThreadLocal.withInitial(JqAllowance::new);

	/** Null where nothing runs: a function may be tried alone. */
	private @Nullable JsonNode input;

	/** Known only where it counts. */
	private long inputSize;

	private long begin;

	private long nextLookAtHeap;

	private long steps;

	private boolean exceeded;

	private JqAllowance() {
	}

	/** A run begins, on this thread. */
	static JqAllowance begin(JsonNode input) {
		JqAllowance allowance = CURRENT.get();
		allowance.input = input;
		allowance.inputSize = 0;
		allowance.begin = THREADS.getCurrentThreadAllocatedBytes();
		allowance.nextLookAtHeap = SHARE;
		allowance.steps = 0;
		allowance.exceeded = false;
		return allowance;
	}

	/** That of the run on this thread. */
	static JqAllowance current() {
		return CURRENT.get();
	}

	/** To be called for each step of what may repeat. */
	void step() throws JqFault {
		this.steps++;
		if (this.steps % STEPS == 0) {
			look(0);
		}
	}

	/** To be called with each value that a step has made. */
	void made(JsonNode value) throws JqFault {
		if (value.isTextual()) {
			text(value.textValue().length());
		}
		else {
			array(value.size());
		}
	}

	/**
	 * To be called before a value is made to text, or handed out: parts may be in it more
	 * often than in memory.
	 */
	void whole(JsonNode value) throws JqFault {
		if (value.isContainerNode()) {
			text((double) size(value, Math.max(HUGE, VALUE * inputSize()) + 1));
		}
	}

	/** To be called before a text of so many characters is made at once. */
	void text(double characters) throws JqFault {
		if (characters > LARGE) {
			this.exceeded |= characters > HUGE && characters > VALUE * inputSize();
			look(characters);
		}
	}

	/**
	 * To be called before many values are made at once, as large as so many characters.
	 */
	void values(double characters) throws JqFault {
		if (characters > LARGE) {
			look(characters);
		}
	}

	/** To be called before an array of so many elements is made at once. */
	void array(double elements) throws JqFault {
		text(elements * VALUE);
	}

	private void look(double coming) throws JqFault {
		if (this.input == null) {
			return;
		}
		double taken = THREADS.getCurrentThreadAllocatedBytes() - this.begin + coming;
		this.exceeded |= taken > MOST && taken > MOST + MOST_FOR_EACH * inputSize();
		this.exceeded |= this.steps > MOST_STEPS && this.steps > MOST_STEPS + MOST_STEPS_FOR_EACH * inputSize();
		if (taken > this.nextLookAtHeap) {
			this.nextLookAtHeap = (long) taken + SHARE;
			this.exceeded |= Heap.isFull(coming);
		}
		end();
	}

	/**
	 * The run ends.
	 * @throws JqFault when it has exceeded the allowance, which {@code try} may have
	 * caught
	 */
	void end() throws JqFault {
		if (this.exceeded) {
			throw new JqFault("it takes more memory or time than it may: look for what repeats there"
					+ " (*, range, limit, reduce, splits, .[] in .[])");
		}
	}

	/** Nothing of it is needed any more. */
	void release() {
		this.input = null;
	}

	private long inputSize() {
		if (this.inputSize == 0 && this.input != null) {
			this.inputSize = size(this.input, Long.MAX_VALUE);
		}
		return this.inputSize;
	}

	/** Not counted beyond a limit. */
	private static long size(JsonNode value, long limit) {
		long size = VALUE + (long) (value.isTextual() ? value.textValue().length() : 0);
		for (JsonNode part : value) {
			if (size > limit) {
				break;
			}
			size += size(part, limit - size);
		}
		return size;
	}

}
