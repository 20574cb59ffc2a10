// The SDKs' own clients: open, list, call, and be told of a mistake without an exception.
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdio } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as LegacyHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const self = { name: "reeld-conformance", version: "1.0.0" };

function assert(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

// Over stdio the daemon has only just started, and may say that it still loads.
async function answered(client, call) {
  for (let tries = 0; ; tries++) {
    const said = await client.callTool(call);
    if (said._meta?.["reeld/error"]?.kind !== "not_ready" || tries === 50) return said;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function speak(client, transport, tool, args, era) {
  await client.connect(transport);
  try {
    if (era) assert(client.getProtocolEra() === era, `the ${era} era was wanted, ${client.getProtocolEra()} was agreed on`);
    assert(client.getServerVersion()?.name === "reeld", "the server does not say its name");
    assert(client.getInstructions(), "there are no instructions");
    const { tools } = await client.listTools();
    assert(tools.some((each) => each.name === tool), `${tool} is not listed`);

    const said = await answered(client, { name: tool, arguments: args });
    assert(!said.isError, `the call failed: ${said.content[0]?.text}`);
    assert(JSON.stringify(said.structuredContent) === said.content[0].text, "the text is not the structured content");

    const refused = await client.callTool({ name: tool, arguments: { ...args, noSuchArgument: 1 } });
    assert(refused.isError && refused.content[0].text.includes("noSuchArgument"), "a wrong argument was not refused by name");

    const many = await Promise.all(Array.from({ length: 20 }, () => client.callTool({ name: tool, arguments: args })));
    assert(many.every((each) => !each.isError), "calls at once disturb each other");

    const missing = await client.callTool({ name: "no_such_tool", arguments: {} }).then(() => null, (error) => error);
    assert(missing?.code === -32602, `an unknown tool is ${missing?.code}, not -32602`);
  } finally {
    await client.close();
  }
}

async function row(name, ...conversation) {
  const problems = [];
  await speak(...conversation).catch((error) => problems.push(String(error.message ?? error)));
  return { name, result: "open, list, call, refuse, 20 at once, unknown tool", problems };
}

export async function sdkRows(url, stdio, tool, args) {
  const http = new URL(url);
  const pinned = { versionNegotiation: { mode: { pin: "2026-07-28" } } };
  const auto = { versionNegotiation: { mode: "auto" } };
  const rows = [
    await row("sdk 1 http", new LegacyClient(self), new LegacyHttp(http), tool, args),
    await row("sdk 2 http, legacy", new ModernClient(self), new ModernHttp(http), tool, args, "legacy"),
    await row("sdk 2 http, modern", new ModernClient(self, pinned), new ModernHttp(http), tool, args, "modern"),
  ];
  if (!stdio.length) return rows;
  const [command, ...rest] = stdio;
  const started = { command, args: rest, env: process.env, stderr: "ignore" };
  rows.push(
    await row("sdk 1 stdio", new LegacyClient(self), new LegacyStdio(started), tool, args),
    await row("sdk 2 stdio, modern", new ModernClient(self, auto), new ModernStdio(started), tool, args, "modern"),
  );
  return rows;
}
