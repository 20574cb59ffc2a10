// SPDX-License-Identifier: MIT
// Conversations: what was said, what is being said, and the list of them. A turn goes on when the person looks elsewhere.
import { ask, events, Failure } from "./daemon.js";
import { confirmation, el, markdown, when } from "./show.js";

const $ = (id) => document.getElementById(id);
const log = $("log");
const message = $("message");
const talks = new Map(); // those whose elements say more than the daemon remembers: under way, to be confirmed, or failed
let current;

// crypto.randomUUID() is for https and localhost only.
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
const pathOf = (talk) => `api/conversations/${encodeURIComponent(talk.id)}`;

/** A conversation on the screen. `under` ends its turn while there is one; `asks` is the card that waits. */
const makeTalk = (id) => ({ id, node: el("div.said"), under: undefined, asks: undefined });

// ---- a turn ------------------------------------------------------------------------------------------------------------

const bubble = (kind, ...content) => el(`div.${kind}`, {}, el("span.unseen", {}, kind === "mine" ? "You: " : "Reel: "), content);

function append(talk, node) {
  talk.node.querySelector(".empty")?.remove();
  talk.node.append(node);
  if (talk === current) log.scrollTop = log.scrollHeight;
}

/** Changes what is shown, and follows its end unless the person has scrolled away from it. */
function paint(talk, change) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  change();
  if (talk === current && atEnd) log.scrollTop = log.scrollHeight;
}

function say(talk, text) {
  append(talk, bubble("mine", text));
  return answer(talk, "messages", { text, messageId: newId() });
}

/** Posts `body` and shows the answer as it comes. The same body again is the same message, which the daemon answers once. */
async function answer(talk, path, body) {
  talk.asks?.close("Answered in the conversation.");
  talk.asks = undefined;
  const steps = el("ul.steps", { "aria-label": "What was looked up" });
  const text = el("div.text", {}, el("span.waiting", { role: "img", "aria-label": "Thinking" }));
  const node = bubble("theirs", steps, text);
  append(talk, node);
  talk.under = new AbortController();
  talks.set(talk.id, talk);
  showState();
  try {
    for await (const event of events(`${pathOf(talk)}/${path}`, { body, signal: talk.under.signal })) tell(talk, event, steps, text);
    if (!talk.asks) talks.delete(talk.id);
  } catch (failure) {
    paint(talk, () => fail(talk, node, failure, () => answer(talk, path, body), body.text));
  }
  for (const step of steps.querySelectorAll(".now")) step.classList.remove("now");
  talk.under = undefined;
  showState();
  if (talk === current) await showList().catch(() => {}); // what is wrong was said
}

/** The question that waits in a conversation, with its buttons. */
function cardFor(talk, asked) {
  talk.asks = confirmation(asked, (yes) => {
    append(talk, bubble("mine", yes ? "Yes." : "No."));
    answer(talk, "confirm", { token: asked.token, yes });
  });
  return talk.asks.node;
}

function tell(talk, event, steps, text) {
  const shows = {
    tool_started() {
      text.spoken = ""; // what was said before looking is not the answer
      steps.append(el("li.now", { "data-tool": event.name }, event.title || event.name));
    },
    tool_ended() {
      const step = [...steps.querySelectorAll(".now")].find((s) => s.dataset.tool === event.name);
      step?.classList.replace("now", event.ok ? "found" : "failed");
      if (!event.ok) step?.append(" (did not work)");
    },
    text() {
      text.spoken = (text.spoken ?? "") + event.text;
      text.due ??= requestAnimationFrame(() => paint(talk, () => {
        text.due = undefined;
        text.replaceChildren(...markdown(text.spoken));
      }));
    },
    done() {
      cancelAnimationFrame(text.due);
      text.replaceChildren(...markdown(event.message));
      if (!event.confirm) return;
      text.replaceChildren(cardFor(talk, event.confirm)); // it says what the message says, with buttons
      steps.replaceChildren(); // what was looked up has led to this, and what is asked about was not done
    },
  };
  if (event.type === "text") shows.text();
  else paint(talk, () => shows[event.type]?.());
}

/** What went wrong, with a way on: the same message again, or the words to be said otherwise. */
function fail(talk, node, failure, again, words) {
  const stopped = failure.name === "AbortError";
  const why = stopped ? `Stopped. ${words ? "Nothing of this will be remembered." : "What you have confirmed is finished all the same."}` : failure instanceof Failure ? failure.message : "This page made a mistake.";
  if (!stopped && !(failure instanceof Failure)) console.error(failure);
  node.querySelector(".waiting")?.remove();
  const retry = (stopped || failure.mayPass) &&
    el("button", { type: "button", onclick() { if (!talk.under) { node.remove(); again(); message.focus(); } } }, "Try again");
  if (!retry && words && !message.value) message.value = words;
  node.append(el("p.failure", {}, why, " ", retry));
}

// ---- what is on the screen ---------------------------------------------------------------------------------------------

/** The way back to it from the other sections. */
function setAddress(id) {
  const address = id ? `#chat/${encodeURIComponent(id)}` : "#chat";
  $("to-chat").setAttribute("href", address);
  return address;
}

function showState() {
  const busy = Boolean(current?.under);
  log.setAttribute("aria-busy", busy);
  $("send").textContent = busy ? "Stop" : "Send";
  $("send").classList.toggle("main", !busy);
}

async function showList() {
  const { conversations, unconfigured } = await ask("api/conversations?limit=100");
  const mine = conversations.find((c) => c.conversation === current.id);
  $("chat-title").textContent = mine?.title ?? "New conversation";
  $("conversations").querySelector("ul").replaceChildren(...conversations.map((c) => el("li", {},
    el("a", { href: `#chat/${encodeURIComponent(c.conversation)}`, "aria-current": c === mine && "page" }, el("span", {}, c.title), when(c.lastAt)),
    forgetButton(c))));
  return unconfigured;
}

/** It asks once more by itself: what is forgotten is gone. */
function forgetButton({ conversation: id, title }) {
  const button = el("button.quiet", { type: "button", "aria-label": `Forget “${title}”`, title: "Forget" }, "×");
  button.addEventListener("click", async () => {
    if (button.textContent === "×") {
      button.textContent = "Forget?";
      button.setAttribute("aria-label", `Really forget “${title}”?`);
      button.classList.add("danger");
      setTimeout(() => button.isConnected && button.replaceWith(forgetButton({ conversation: id, title })), 5000);
      return;
    }
    try {
      await ask(pathOf({ id }), { method: "DELETE" });
      talks.delete(id);
      if (current.id === id) location.hash = "#chat";
      await showList();
    } catch (failure) {
      append(current, el("p.failure", {}, failure.message));
    }
  });
  return button;
}

/** What tools say of themselves that they are good for ("Use it for \"…\""), so that examples fit this house. */
function examples(tools) {
  const safe = tools.filter((t) => t.tier === "safe");
  const quoted = safe.map((t) => /"([A-Za-z][^".]{7,60})"/.exec(t.description)?.[1]).filter(Boolean);
  const isQuestion = /^(what|who|which|when|where|why|how|is|are|can|do|did|does|has|have|should)\b/i;
  return (quoted.length ? quoted : safe.map((t) => t.title)).slice(0, 6)
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1) + (isQuestion.test(text) ? "?" : ""));
}

async function showEmpty(talk, unconfigured) {
  const { tools } = await ask("api/tools");
  if (talk.node.childElementCount) return;
  const offer = (text) => el("li", {}, el("button", { type: "button", onclick: () => ((message.value = text), message.focus()) }, text));
  talk.node.replaceChildren(el("div.empty", {},
    el("h2", {}, unconfigured ? "Nobody to talk to yet" : "What would you like to know?"),
    unconfigured
      ? [el("p", {}, `${unconfigured}.`), el("p", {}, "Until then, ", el("a", { href: "#tools" }, "the tools"), " answer one by one.")]
      : el("ul.examples", { "aria-label": "Examples" }, examples(tools).map(offer))));
}

async function showHistory(talk) {
  const { messages, confirm } = await ask(`${pathOf(talk)}/messages?limit=200`).catch((failure) =>
    failure.status === 404 ? { messages: [] } : Promise.reject(failure));
  talk.node.replaceChildren(...messages.filter((m) => m.text).map((m) => (m.from === "user" ? bubble("mine", m.text) : bubble("theirs", el("div.text", {}, markdown(m.text))))));
  if (!confirm) return;
  if (messages.at(-1).text.startsWith(confirm.preview)) talk.node.lastChild.remove(); // the card says it again
  talk.node.append(bubble("theirs", el("div.text", {}, cardFor(talk, confirm))));
  talks.set(talk.id, talk);
}

/** Shows the conversation of that name, or begins one. Returns why nothing can be said, if so. */
export async function open(id) {
  unfold(false);
  const talk = talks.get(id) ?? makeTalk(id || newId());
  current = talk;
  setAddress(id);
  log.setAttribute("aria-live", "off"); // what was said before is no news
  log.replaceChildren(talk.node);
  showState();
  if (id && !talks.has(id)) await showHistory(talk);
  const unconfigured = await showList();
  if (current !== talk) return unconfigured;
  await showEmpty(talk, talk.node.childElementCount ? undefined : unconfigured);
  log.scrollTop = log.scrollHeight;
  log.setAttribute("aria-live", "polite");
  return unconfigured;
}

/** The list covers a narrow screen: it comes and goes there. */
function unfold(open) {
  $("chat").classList.toggle("unfolded", open);
  $("show-conversations").setAttribute("aria-expanded", open);
}

// ---- what the person does ----------------------------------------------------------------------------------------------

const fit = () => {
  message.style.height = "auto";
  message.style.height = `${message.scrollHeight + 2}px`;
};

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (current.under) return current.under.abort();
  const text = message.value.trim();
  if (!text) return;
  message.value = "";
  fit();
  history.replaceState(null, "", setAddress(current.id));
  say(current, text);
});
message.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!current.under) $("composer").requestSubmit();
});
message.addEventListener("input", fit);
$("begin").addEventListener("click", () => {
  if (location.hash === "#chat") open();
  else location.hash = "#chat";
  message.focus();
});
$("show-conversations").addEventListener("click", () => unfold(!$("chat").classList.contains("unfolded")));
$("chat").addEventListener("keydown", (event) => event.key === "Escape" && unfold(false));
