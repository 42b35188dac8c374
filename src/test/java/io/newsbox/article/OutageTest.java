package io.newsbox.article;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.newsbox.kit.MovableClock;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

	private static final String HELD = "Cannot store since";

	private static final String OVER = "Nothing is held any more";

	private final MovableClock clock = new MovableClock();

	private final Outage outage = new Outage(this.clock);

	@Test
	void anOutageIsSaidAtOnceAndThenOnceAMinuteUntilNothingIsHeld(CapturedOutput output) {
		Exchange one = failed();
		Exchange other = failed();
		for (int i = 0; i < 119; i++) {
			this.outage.process((i % 2 == 0) ? one : other);
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(count(output, HELD)).isEqualTo(2);
		this.outage.released(one);
		assertThat(output).doesNotContain(OVER);
		this.outage.released(other);
		assertThat(output).contains(OVER + ", after 119 s");
		assertThat(this.outage.held()).isNull();
	}

	@Test
	void aDatabaseThatFlapsDoesNotFillTheLog(CapturedOutput output) {
		for (int i = 0; i < 20; i++) {
			Exchange exchange = failed();
			this.outage.process(exchange);
			assertThat(this.outage.held()).isNotNull();
			this.clock.advance(Duration.ofSeconds(1));
			this.outage.released(exchange);
		}
		assertThat(count(output, HELD)).isEqualTo(2);
		assertThat(count(output, OVER)).isEqualTo(2);
	}

	@Test
	void aRouteThatIsExchangedIsNoOutageUnlessItTakesLong(CapturedOutput output) {
		Exchange exchange = failed();
		exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new RejectedExecutionException());
		this.outage.process(exchange);
		this.clock.advance(Duration.ofSeconds(1));
		this.outage.process(exchange);
		assertThat(output).doesNotContain(HELD);
		this.clock.advance(Duration.ofSeconds(1));
		this.outage.process(exchange);
		assertThat(output).containsOnlyOnce(HELD).contains("a route is being stopped");
	}

	private static Exchange failed() {
		Exchange exchange = new DefaultExchange(new DefaultCamelContext());
		exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("full"));
		return exchange;
	}

	private static long count(CapturedOutput output, String line) {
		return output.getAll().lines().filter((each) -> each.contains(line)).count();
	}

}
