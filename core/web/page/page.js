// SPDX-License-Identifier: MIT
// The page: its three sections, signing in and out, and how the house is.
import * as chat from "./chat.js";
import { ask, signedIn, signIn, signOut, whenRefused } from "./daemon.js";
import { count, el, inWords, size, value, when } from "./show.js";
import * as tools from "./tools.js";

const $ = (id) => document.getElementById(id);

// ---- the house ---------------------------------------------------------------------------------------------------------

const badge = (state) => el(`span.badge.${state}`, {}, inWords(state));

const cache = (c) => el("li", {}, el("strong", {}, inWords(c.name)), ` ${count(c.items, "entry", "entries")}, ${size(c.bytes)}`,
  c.asOf && [", read ", when(c.asOf)], c.stale && el("span.badge.degraded", {}, "stale"));

const timer = (t) => el("li", {}, el("strong", {}, inWords(t.name)), t.nextRun ? [" next ", when(t.nextRun)] : " runs now",
  t.failures > 0 && `, failed ${count(t.failures, "time")} in a row`, t.lastError && el("span.failure", {}, t.lastError));

const list = (title, items) => items.length > 0 && [el("h3", {}, title), el("ul", {}, items)];

const plugin = (p) => el("article", {},
  el("h2", {}, p.title, badge(p.state)),
  el("p.hint", {}, p.since && ["began ", when(p.since), p.reason && ": "], p.reason),
  list("Remembered", p.caches.filter((c) => c.items || c.asOf).map(cache)),
  list("Does by itself", p.timers.map(timer)),
  el("p.hint", {}, `${p.name} ${p.version}, ${count(p.tools.length, "tool")}`));

function howItIs({ plugins, waitingFor }) {
  if (waitingFor.length) return `Waiting for ${waitingFor.join("; ")}.`;
  const unwell = plugins.filter((p) => p.state === "degraded" || p.state === "failed").map((p) => p.title);
  return unwell.length ? `Not as it should be: ${unwell.join(", ")}.` : "Everything works.";
}

const strangers = (senders) => senders.length > 0 && el("article", {},
  el("h2", {}, "Unknown senders"),
  el("p", {}, "They wrote, and were refused. To let one in, add the account to a user's ", el("code", {}, "links"), " in ", el("code", {}, "reeld.yaml"), "."),
  value(senders, "Unknown senders"));

async function showHouse() {
  const s = await ask("api/status");
  $("status").replaceChildren(
    el("p", {}, howItIs(s), " ", el("span.hint", {}, `reeld ${s.version}, started `, when(s.started), `, ${size(s.process.residentBytes)} of memory`)),
    ...s.refused.map((r) => el("p.failure", {}, `${r.file} was not loaded: ${r.reason}`)),
    el("div.cards", {}, s.plugins.map(plugin), strangers(s.unknownSenders ?? [])));
}

// ---- the sections ------------------------------------------------------------------------------------------------------

const sections = { chat: chat.open, tools: tools.open, house: showHouse };

function show(id) {
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== id;
  for (const link of document.querySelectorAll("nav a"))
    if (link.hash.split("/")[0] === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  document.body.classList.toggle("talking", id === "chat");
  $("sign-out").hidden = !signedIn();
  document.title = `${id === "sign-in" ? "Sign in" : inWords(id)} – reel`;
}

/** What went wrong while a section was read, in place of the section's content. */
function tell(failure) {
  if (failure.status === 401) return; // the person is asked to sign in
  document.querySelector("main > .trouble")?.remove();
  document.querySelector("main").prepend(el("p.trouble.failure", { role: "alert" }, failure.message, " ",
    el("button", { type: "button", onclick: go }, "Try again")));
}

/** Shows what the address names: #chat, #chat/NAME, #tools/NAME, #house. */
async function go() {
  document.querySelector("main > .trouble")?.remove();
  const [section, name] = location.hash.slice(1).split("/");
  const wanted = sections[section] ? section : "chat";
  show(wanted);
  try {
    const cannotTalk = await sections[wanted](name && decodeURIComponent(name));
    if (!section && cannotTalk) location.replace("#tools"); // nobody chose the chat
  } catch (failure) {
    tell(failure);
  }
}

// ---- signing in --------------------------------------------------------------------------------------------------------

whenRefused((failure) => {
  show("sign-in");
  $("sign-in-why").textContent = failure.message;
  $("token").focus();
});

$("sign-in").querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn($("token").value.trim(), $("remember").checked);
  $("token").value = "";
  go();
});

$("sign-out").addEventListener("click", () => {
  signOut();
  location.replace("#chat");
  location.reload(); // nothing of what was said stays on the screen
});

addEventListener("hashchange", go);
setInterval(() => !document.hidden && !$("house").hidden && go(), 10_000);
go();
