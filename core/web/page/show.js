// SPDX-License-Identifier: MIT
// How things look: text with a little Markdown, the answers of tools, times, a question to confirm. Everything becomes elements
// and text nodes, never HTML, so that what came from elsewhere stays text.
import { now } from "./daemon.js";

/** el("p.hint", { id: "x", onclick }, "text", element, […]); children that are nothing are left out. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const out = document.createElement(tag);
  if (classes.length) out.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith("on")) out.addEventListener(key.slice(2), value);
    else if (value === true) out.setAttribute(key, "");
    else if (value !== false && value != null) out.setAttribute(key, value);
  out.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return out;
}

// ---- Markdown ----------------------------------------------------------------------------------------------------------

const inline = new RegExp(
  [
    "`([^`\\n]+)`", // code
    "\\*\\*(\\S(?:[^\\n]*?\\S)?)\\*\\*", // bold
    "\\*(\\S(?:[^*\\n]*?\\S)?)\\*", // emphasis
    "\\[([^\\]\\n]+)\\]\\((https?://[^\\s)]+)\\)", // a link
    "(https?://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?*])", // an address
  ].join("|"),
);

const link = (text, href) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);

/** Bold, code, links: what stands in a line. */
export function words(text) {
  const out = [];
  for (let found; (found = inline.exec(text)); text = text.slice(found.index + found[0].length)) {
    const [, code, bold, emphasis, label, href, address] = found;
    out.push(text.slice(0, found.index));
    if (code) out.push(el("code", {}, code));
    else if (bold) out.push(el("strong", {}, words(bold)));
    else if (emphasis) out.push(el("em", {}, words(emphasis)));
    else out.push(href ? link(label, href) : link(address, address));
  }
  return [...out, text];
}

const item = /^(\s*)(?:([-*+•])|(\d{1,4})[.)])\s+(.*)$/;

/** Lists from `lines`, deeper ones inside; takes the lines that it used. */
function list(lines) {
  const [, indent, bullet, number] = item.exec(lines[0]);
  const out = el(bullet ? "ul" : "ol", number > 1 ? { start: number } : {});
  while (lines.length) {
    const found = item.exec(lines[0]);
    if (!found && /^\s+\S/.test(lines[0])) out.lastChild.append(" ", ...words(lines.shift().trim())); // the item goes on
    else if (!found || found[1].length < indent.length) break;
    else if (found[1].length > indent.length + 1) out.lastChild.append(list(lines));
    else if (Boolean(found[2]) !== Boolean(bullet)) break;
    else out.append(el("li", {}, words((lines.shift(), found[4]))));
  }
  return out;
}

export function markdown(text) {
  const lines = text.replaceAll("\r", "").split("\n");
  const out = [];
  while (lines.length) {
    const line = lines[0];
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    if (/^\s*```/.test(line)) {
      lines.shift();
      const end = lines.findIndex((l) => /^\s*```/.test(l));
      const code = lines.splice(0, end < 0 ? lines.length : end + 1);
      out.push(el("pre", { tabindex: 0 }, el("code", {}, (end < 0 ? code : code.slice(0, -1)).join("\n"))));
    } else if (item.test(line)) out.push(list(lines));
    else if (heading) out.push(el("p", {}, el("strong", {}, words((lines.shift(), heading[1])))));
    else if (!line.trim()) lines.shift();
    else {
      const paragraph = [lines.shift()];
      while (lines.length && lines[0].trim() && !item.test(lines[0]) && !/^(#{1,6}\s|\s*```)/.test(lines[0]))
        paragraph.push(lines.shift());
      out.push(el("p", {}, words(paragraph.join("\n"))));
    }
  }
  return out;
}

// ---- times and sizes ---------------------------------------------------------------------------------------------------

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** "3 minutes ago", "in 2 hours"; the whole date as its tooltip. */
export function when(iso) {
  const at = Date.parse(iso);
  const seconds = (at - now()) / 1000;
  const [unit, length] = units.find(([, l]) => Math.abs(seconds) >= l) ?? ["second", 1];
  const near = Math.abs(seconds) < 60 ? (seconds < 0 ? "just now" : "in a moment") : relative.format(Math.trunc(seconds / length), unit);
  return el("time", { datetime: iso, title: new Date(at).toLocaleString() }, near);
}

export const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function size(bytes) {
  const unit = ["B", "KB", "MB", "GB"];
  let n = 0;
  for (; bytes >= 1000 && n < 3; ++n) bytes /= 1000;
  return `${bytes < 10 && n ? bytes.toFixed(1) : Math.round(bytes)} ${unit[n]}`;
}

export const count = (n, one, many = `${one}s`) => (n === 1 ? `one ${one}` : `${n.toLocaleString("en")} ${many}`);

export const inWords = (name) => {
  const out = name.replace(/[_-]+/g, " ").replace(/([a-z\d])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  return out.charAt(0).toUpperCase() + out.slice(1);
};

// ---- the answers of tools ----------------------------------------------------------------------------------------------

const isObject = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
const isPlain = (v) => v === null || typeof v !== "object";
const isTable = (v) => Array.isArray(v) && v.length > 0 && v.every(isObject);

function plain(v) {
  if (v === null || v === "") return "–";
  if (typeof v === "boolean") return v ? "yes" : "no";
  if (typeof v === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(v)) return when(v);
  return typeof v === "string" && /^https?:\/\/\S+$/.test(v) ? link(v, v) : String(v);
}

function table(rows, name) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const inRow = (v) => Object.entries(v).map(([key, x], i) => [i ? ", " : "", `${inWords(key).toLowerCase()}: `, value(x)]);
  const cell = (v) => el(typeof v === "number" ? "td.number" : "td", {}, v === undefined ? "" : isObject(v) ? inRow(v) : value(v));
  return el("div.wide", { role: "region", tabindex: 0, "aria-label": name },
    el("table", {},
      el("thead", {}, el("tr", {}, columns.map((c) => el("th", { scope: "col" }, inWords(c))))),
      el("tbody", {}, rows.map((row) => el("tr", {}, columns.map((c) => cell(row[c])))))));
}

/** Any JSON, for people. */
export function value(v, name = "Entries") {
  if (isPlain(v)) return plain(v);
  if (isTable(v)) return v.length > 1 || Object.values(v[0]).every(isPlain) ? table(v, name) : value(v[0]);
  if (Array.isArray(v)) return v.length ? v.flatMap((x, i) => (i ? [", ", value(x)] : [value(x)])) : "none";
  return el("dl", {}, Object.entries(v).map(([key, x]) => [el("dt", {}, inWords(key)), el("dd", {}, value(x, inWords(key)))]));
}

/** What a tool answered: its message first, its lists open, what is small and many closed. */
export function answer(said) {
  if (!isObject(said)) return [el("p", {}, value(said))];
  const { message, ...rest } = said;
  const folds = Object.entries(rest).filter(([, v]) => isTable(v) || isObject(v));
  const small = Object.fromEntries(Object.entries(rest).filter(([, v]) => !isTable(v) && !isObject(v)));
  const fold = (name, v, open) => el("details", { open }, el("summary", {}, name), value(v, name));
  return [
    message && el("p.message", {}, String(message)),
    folds.map(([key, v]) => fold(`${inWords(key)}${isTable(v) ? ` (${v.length})` : ""}`, v, isTable(v))),
    Object.keys(small).length > 0 && fold("Details", small, !message && !folds.length),
  ].flat().filter(Boolean);
}

// ---- a question to confirm ---------------------------------------------------------------------------------------------

/** The card for what destroys something. `decide(yes)` is called once, by button; `close(why)` says that it is too late. */
export function confirmation({ preview, expires }, decide) {
  const note = el("p.hint", {}, `Nothing was done yet. You can decide until ${clock(expires)}.`);
  const button = (name, label, yes) => el(name, { type: "button", onclick: () => (close(yes ? "You said: do it." : "You said: don't."), decide(yes)) }, label);
  const buttons = [button("button.danger", "Do it", true), button("button", "Don't", false)];
  const node = el("div.confirm", { role: "group", "aria-label": "Please confirm", tabindex: -1 },
    el("p", {}, preview), el("div.row", {}, buttons), note);
  const timer = setTimeout(() => close("Too late: the time to decide is over. Ask again if you still want it."),
    Math.max(0, Date.parse(expires) - now()));
  function close(why) {
    clearTimeout(timer);
    if (buttons[0].disabled) return;
    for (const b of buttons) b.disabled = true;
    note.textContent = why;
  }
  return { node, close };
}
