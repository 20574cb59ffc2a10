// OpenAI's own client against /v1: answers, streams, a client's tools beside ours, and failures as it knows them. The model
// behind the daemon is reel-sim's, which plays what is written here.
import OpenAI from "openai";

function assert(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

const question = { role: "user", content: "Do I have Dune?" };
const lights = {
  type: "function",
  function: { name: "light", description: "Switches lights", parameters: { type: "object", properties: { on: { type: "boolean" } } } },
};

async function play(sim, script) {
  const answer = await fetch(`${sim}/sim/model`, { method: "POST", body: JSON.stringify({ script }) });
  assert(answer.ok, `reel-sim refused the script: ${await answer.text()}`);
}

async function asked(sim) {
  return (await (await fetch(`${sim}/sim/model/requests`)).json()).requests.length;
}

function asksTheLibrary(tool, args) {
  return [
    { expect: { user: "Dune", tools: [tool], round: 0 }, reply: { calls: [{ name: tool, arguments: args }] } },
    { expect: { user: "Dune", round: 1 }, reply: { text: "That is what the library says." } },
  ];
}

const checks = {
  async models(client) {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert(names.includes("reel"), `reel is not among the models: ${names}`);
    assert((await client.models.retrieve("reel")).object === "model", "reel cannot be retrieved");
  },

  async "an answer"(client, sim, tool, args) {
    await play(sim, asksTheLibrary(tool, args));
    const said = await client.chat.completions.create({ model: "reel", messages: [question] });
    assert(said.choices[0].message.content === "That is what the library says.", JSON.stringify(said));
    assert(said.choices[0].finish_reason === "stop", "it did not stop");
    assert(said.usage.total_tokens > 0, "no tokens were counted");
  },

  async "a stream"(client, sim, tool, args) {
    await play(sim, asksTheLibrary(tool, args));
    const stream = client.chat.completions.stream({ model: "reel", messages: [question], stream_options: { include_usage: true } });
    const heard = [];
    stream.on("content", (piece) => heard.push(piece));
    const said = await stream.finalChatCompletion();
    assert(heard.join("") === "That is what the library says.", JSON.stringify(heard));
    assert(said.usage.total_tokens > 0, "no tokens were counted");
  },

  async "a stream while it comes about"(client, sim) {
    await play(sim, [{ expect: {}, reply: { text: "That is what the" }, fault: { stall: 2 } }]);
    const begun = Date.now();
    const stream = await client.chat.completions.create({ model: "reel", messages: [question], stream: true });
    for await (const chunk of stream)
      if (chunk.choices[0]?.delta?.content) break;
    assert(Date.now() - begun < 10_000, "the first words came when the model was given up");
  },

  async "a stream that breaks off"(client, sim) {
    await play(sim, [{ expect: {}, reply: { text: "That is what the" }, fault: { error: 3 } }]);
    const stream = await client.chat.completions.create({ model: "reel", messages: [question], stream: true });
    let heard = "";
    const failure = await (async () => {
      for await (const chunk of stream) heard += chunk.choices[0]?.delta?.content ?? "";
    })().then(() => null, (error) => error);
    assert(heard === "That is what", `heard was '${heard}'`);
    assert(failure instanceof OpenAI.APIError, `the end of it is ${failure}`);
  },

  async "own tools"(client, sim) {
    const script = [
      { expect: { user: "light", tools: ["light"], round: 0 }, reply: { calls: [{ name: "light", arguments: { on: true } }] } },
      { expect: { results: "it shines" }, reply: { text: "The light is on." } },
    ];
    for (const streamed of [false, true]) {
      await play(sim, script);
      const switched = [];
      const light = { ...lights, function: { ...lights.function, parse: JSON.parse, function: (on) => (switched.push(on), "it shines") } };
      const runner = client.chat.completions.runTools({
        model: "reel", stream: streamed, messages: [{ role: "user", content: "Put the light on" }], tools: [light],
      });
      assert((await runner.finalContent()) === "The light is on.", `streamed ${streamed}: another answer`);
      assert(switched.length === 1 && switched[0].on === true, `streamed ${streamed}: called with ${JSON.stringify(switched)}`);
    }
  },

  async failures(client, sim) {
    const failure = (request) => client.chat.completions.create(request).then(() => null, (error) => error);
    const unknown = await failure({ model: "no-such-model", messages: [question] });
    assert(unknown instanceof OpenAI.NotFoundError && unknown.code === "model_not_found", `an unknown model is ${unknown}`);
    const wrong = await failure({ model: "reel", messages: [] });
    assert(wrong instanceof OpenAI.BadRequestError && wrong.param === "messages", `no messages are ${wrong}`);
    await play(sim, [{ expect: {}, reply: { text: "Never" }, fault: { status: 400 }, times: -1 }]);
    for (const stream of [false, true]) {
      const before = await asked(sim);
      const away = await failure({ model: "reel", messages: [question], stream });
      assert(away instanceof OpenAI.InternalServerError && away.status === 503, `a model that fails is ${away}`);
      assert((await asked(sim)) === before + 1, "the client asked again what will not pass");
    }
  },
};

export async function openaiRows(url, sim, tool, args) {
  const client = new OpenAI({ baseURL: url, apiKey: process.env.REELD_TOKEN ?? "none" });
  const rows = [];
  for (const [name, check] of Object.entries(checks)) {
    const problems = [];
    await check(client, sim, tool, args).catch((error) => problems.push(String(error.message ?? error)));
    rows.push({ name: `openai ${name}`, result: "as its own client wants it", problems });
  }
  return rows;
}
