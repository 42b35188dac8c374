package io.newsbox.article;

import java.lang.management.ManagementFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sun.management.ThreadMXBean;

/**
 * The memory and the time that a run of a jq program may take. One that makes ever more,
 * and be it of some items only, would end the process, and each one that is given them
 * after it.
 * <ol>
 * <li>No value that it makes is huge, if its input is not.</li>
 * <li>Each time that it has asked for a quarter of the heap, the heap is not full.</li>
 * <li>All that it has asked for, also what it needs no more, is bounded, and so are its
 * steps: that is its time.</li>
 * </ol>
 */
final class JqAllowance {

	/** In characters. */
	private static final int HUGE = 16_000_000;

	/** From here on a value is worth a look of its own. */
	private static final int LARGE = 10_000;

	/** What a value takes beside its characters, as if it were some. */
	private static final int VALUE = 16;

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

	private static final Runtime JAVA = Runtime.getRuntime();

	private static final ThreadLocal<JqAllowance> CURRENT = ThreadLocal.withInitial(JqAllowance::new);

	private JsonNode input = NullNode.getInstance();

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
		allowance.begin = THREADS.getCurrentThreadAllocatedBytes();
		allowance.nextLookAtHeap = JAVA.maxMemory() / 4;
		allowance.steps = 0;
		allowance.exceeded = false;
		return allowance;
	}

	/** To be called for each step of what may repeat. */
	static void step() throws JqFault {
		JqAllowance allowance = CURRENT.get();
		allowance.steps++;
		if (allowance.steps % STEPS == 0) {
			allowance.look(0);
		}
	}

	/** To be called with each value that a step has made. */
	static void made(JsonNode value) throws JqFault {
		if (value.isTextual()) {
			text(value.textValue().length());
		}
		else {
			array(value.size());
		}
	}

	/** To be called before a text of so many characters is made at once. */
	static void text(double characters) throws JqFault {
		if (characters > LARGE) {
			CURRENT.get().look(characters);
		}
	}

	/** To be called before an array of so many elements is made at once. */
	static void array(double elements) throws JqFault {
		text(elements * VALUE);
	}

	private void look(double made) throws JqFault {
		long taken = THREADS.getCurrentThreadAllocatedBytes() - this.begin;
		this.exceeded |= made > HUGE && made > size(this.input);
		this.exceeded |= taken > MOST && taken > MOST + MOST_FOR_EACH * size(this.input);
		this.exceeded |= this.steps > MOST_STEPS && this.steps > MOST_STEPS + MOST_STEPS_FOR_EACH * size(this.input);
		if (taken > this.nextLookAtHeap) {
			this.nextLookAtHeap = taken + JAVA.maxMemory() / 4;
			this.exceeded |= isHeapFull();
		}
		if (this.exceeded) {
			throw fault();
		}
	}

	/**
	 * The run ends.
	 * @throws JqFault when it has exceeded the allowance, which {@code try} may have
	 * caught
	 */
	void end() throws JqFault {
		if (this.exceeded) {
			throw fault();
		}
		this.input = NullNode.getInstance();
	}

	private static JqFault fault() {
		return new JqFault("it takes more memory or time than it may: look for what repeats there"
				+ " (*, range, limit, reduce, splits, .[] in .[])");
	}

	/** What is alive is known only when the rest is collected. */
	private static boolean isHeapFull() {
		if (used() < 0.9) {
			return false;
		}
		System.gc();
		return used() > 0.8;
	}

	private static double used() {
		return (double) (JAVA.totalMemory() - JAVA.freeMemory()) / JAVA.maxMemory();
	}

	private static long size(JsonNode value) {
		long size = value.isTextual() ? value.textValue().length() : 0;
		for (JsonNode part : value) {
			size += size(part);
		}
		return size + VALUE;
	}

}
