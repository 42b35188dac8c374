package io.newsbox.console;

import java.io.StringReader;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTest {

	@Test
	void whatCamelWritesBecomesWellFormedAndKeepsItsMeaning() throws Exception {
		String trace = "<uri>jdbc://news?a=b&c=d</uri><body>AT&amp;T &lt; \u0001\ud83d\ude00\n\ud83d</body>";
		String text = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader("<traces>" + Traces.wellFormed(trace) + "</traces>")))
			.getDocumentElement()
			.getTextContent();
		assertThat(text).isEqualTo("jdbc://news?a=b&c=dAT&T < \ufffd\ud83d\ude00\n\ufffd");
	}

}
