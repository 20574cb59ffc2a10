// SPDX-License-Identifier: MIT
// Every tool with a form made of its JSON Schema: what works without a language model.
import { ask } from "./daemon.js";
import { answer, confirmation, el, inWords, words } from "./show.js";

const shownAtOnce = 5; // of a tool's arguments

const typeOf = (schema) => [schema.type].flat().find((t) => t && t !== "null");
const isTexts = (schema) => typeOf(schema) === "array" && typeOf(schema.items ?? {}) === "string";

/** The control for a value, and how its text is read. */
function control(schema, required) {
  const choice = (texts) => el("select", {}, !required && el("option", { value: "" }, "–"), texts.map(([value, text]) => el("option", { value }, text)));
  const type = typeOf(schema);
  if (schema.enum) return [choice(schema.enum.map((v, i) => [i, String(v)])), (text) => schema.enum[text]];
  if (type === "boolean") return [choice([["true", "yes"], ["false", "no"]]), (text) => text === "true"];
  if (type === "integer" || type === "number")
    return [el("input", { type: "number", min: schema.minimum, max: schema.maximum, step: type === "integer" ? 1 : "any" }), Number];
  if (type === "string")
    return [el("input", { minlength: schema.minLength, maxlength: schema.maxLength, autocomplete: "off" }), (text) => text];
  if (isTexts(schema))
    return [el("textarea", { rows: 2, placeholder: "one a line" }), (text) => text.split("\n").map((l) => l.trim()).filter(Boolean)];
  return [el("textarea.code", { rows: 3, placeholder: type === "array" ? "[ … ] as JSON" : "{ … } as JSON", spellcheck: "false" }), JSON.parse];
}

function field(tool, name, schema, required) {
  const [input, read] = control(schema, required);
  const id = `${tool.name}-${name}`;
  const hint = schema.description && el("p.hint", { id: `${id}-hint` }, words(schema.description));
  input.id = id;
  input.required = required;
  if (hint) input.setAttribute("aria-describedby", hint.id);
  input.addEventListener("input", () => (input.setCustomValidity(""), input.removeAttribute("aria-invalid")));
  return { name, input, read, required, node: el("div.field", {}, el("label", { for: id }, inWords(name), required && el("span", {}, " (needed)")), input, hint) };
}

/** The arguments that were filled in; nothing when one cannot be read, which is said beside it. */
function argumentsOf(fields) {
  const out = {};
  for (const { name, input, read } of fields) {
    if (input.value === "") continue;
    try {
      out[name] = read(input.value);
    } catch {
      input.setCustomValidity("This is not JSON.");
      input.reportValidity();
      return undefined;
    }
  }
  return out;
}

/** Calls, and shows what is answered. What destroys something is answered with a question; a yes calls again with its token. */
async function call(tool, fields, body, output, confirmed) {
  output.setAttribute("aria-busy", "true");
  try {
    const headers = confirmed ? { "Reel-Confirm": confirmed } : {};
    const said = await ask(`api/tools/${tool.name}`, { method: "POST", body, headers });
    output.replaceChildren(...answer(said));
  } catch (failure) {
    const { token, preview, expires, pointer } = failure.said ?? {};
    if (token && preview) {
      const card = confirmation({ preview, expires }, (yes) => yes ? call(tool, fields, body, output, token) : output.append(el("p", {}, "Nothing was changed.")));
      output.replaceChildren(card.node);
      card.node.focus();
    } else {
      const wrong = fields.find((f) => pointer?.split("/")[1] === f.name);
      wrong?.input.setAttribute("aria-invalid", "true");
      wrong?.input.focus();
      output.replaceChildren(el("p.failure", {}, failure.message));
    }
  }
  output.removeAttribute("aria-busy");
}

function form(tool) {
  const { properties = {}, required = [] } = tool.inputSchema;
  const fields = Object.entries(properties)
    .map(([name, schema]) => field(tool, name, schema, required.includes(name)))
    .sort((a, b) => b.required - a.required);
  const atOnce = fields.length > shownAtOnce + 1 ? Math.max(shownAtOnce, required.length) : fields.length;
  const nodes = fields.map((f) => f.node);
  const output = el("div.answer", { "aria-live": "polite" });
  const button = el("button.main", {}, tool.tier === "destructive" ? "Ask to do it" : "Ask");
  const node = el("form", { class: "fields" }, nodes.slice(0, atOnce),
    nodes.length > atOnce && el("details.more", {}, el("summary", {}, `${nodes.length - atOnce} more`), el("div.fields", {}, nodes.slice(atOnce))),
    el("div.row", {}, button));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = argumentsOf(fields);
    if (!body || button.disabled) return;
    button.disabled = true;
    await call(tool, fields, body, output);
    button.disabled = false;
  });
  return [el("p.hint", {}, words(tool.description)), node, output];
}

function entry(tool) {
  const content = el("div.tool");
  const node = el("details", { id: `tool-${tool.name}` }, el("summary", {}, el("strong", {}, tool.title || inWords(tool.name)), " ", el("code", {}, tool.name),
    tool.tier === "destructive" && el("span.badge.failed", {}, "asks first")), content);
  node.addEventListener("toggle", () => {
    if (node.open && !content.childElementCount) content.append(...form(tool));
    if (node.open) history.replaceState(null, "", `#tools/${tool.name}`);
  });
  return node;
}

/** Shows them all, with `name` open. What was filled in stays as long as the tools stay the same. */
export async function open(name) {
  const list = document.getElementById("tool-list");
  const [{ tools }, { plugins }] = await Promise.all([ask("api/tools"), ask("api/status")]);
  const known = JSON.stringify(tools);
  if (list.known !== known) {
    list.known = known;
    const sections = plugins.map((p) => [p, tools.filter((t) => t.plugin === p.name)]).filter(([, those]) => those.length);
    list.replaceChildren(...sections.map(([p, those]) => el("section", {}, el("h2", {}, p.title), those.map(entry))));
    if (!tools.length) list.append(el("p", {}, "There are no tools yet: no plugin is configured."));
  }
  const wanted = name && document.getElementById(`tool-${name}`);
  if (wanted) wanted.open = true;
  wanted?.scrollIntoView({ block: "nearest" });
}
