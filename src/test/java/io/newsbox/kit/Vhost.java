package io.newsbox.kit;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;

/**
 * A virtual host at a node, for a test that uses exchanges and queues of given names.
 */
public final class Vhost {

	public final String name = "it-" + UUID.randomUUID();

	private final RabbitNode node;

	/** Makes it; all is permitted to {@code guest}. */
	public Vhost(RabbitNode node) {
		this.node = node;
		node.ctl("add_vhost", this.name);
		permit("guest", ".*", ".*", ".*");
	}

	/** Sets what a user may do: regular expressions of names. */
	public void permit(String user, String configure, String write, String read) {
		this.node.ctl("set_permissions", "-p", this.name, user, configure, write, read);
	}

	public ConnectionFactory connectionFactory() {
		ConnectionFactory factory = this.node.connectionFactory();
		factory.setVirtualHost(this.name);
		return factory;
	}

	/** Its exchanges, queues and bindings, with all that they were declared with. */
	public Set<JsonNode> topology() throws IOException {
		JsonNode definitions = new ObjectMapper().readTree(this.node.ctl("export_definitions", "-"));
		Set<JsonNode> topology = new HashSet<>();
		for (String kind : Set.of("exchanges", "queues", "bindings")) {
			definitions.path(kind).forEach((each) -> {
				if (each.path("vhost").asText().equals(this.name)) {
					topology.add(each);
				}
			});
		}
		return topology;
	}

	/**
	 * How often the node has refused a declaration there because of what is there
	 * already: reply code 406.
	 */
	public long refusals() {
		return this.node.log()
			.lines()
			.filter((line) -> line.contains("precondition_failed") && line.contains("vhost '" + this.name))
			.count();
	}

}
