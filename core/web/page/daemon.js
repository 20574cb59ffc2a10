// SPDX-License-Identifier: MIT
// The daemon, as the page asks it: with the person's token where there is one, and in sentences when something fails.

const place = "reel.token";
let token = sessionStorage.getItem(place) ?? localStorage.getItem(place) ?? "";
let refused = () => {};
let ahead = 0; // how far the daemon's clock is ahead of ours, in ms

export const signedIn = () => token !== "";
export const now = () => Date.now() + ahead;
export const whenRefused = (then) => (refused = then);

export function signIn(shown, remember) {
  signOut();
  token = shown;
  (remember ? localStorage : sessionStorage).setItem(place, shown);
}

export function signOut() {
  token = "";
  sessionStorage.removeItem(place);
  localStorage.removeItem(place);
}

/** Something did not work. `message` is a sentence for the person; `said` is what the daemon said, if it did. */
export class Failure extends Error {
  constructor(message, status = 0, said = {}) {
    super(message.charAt(0).toUpperCase() + message.slice(1) + (/[.!?…]$/.test(message) ? "" : "."));
    this.status = status;
    this.said = said;
  }
  get mayPass() {
    return this.status < 400 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

async function send(path, { body, method = body ? "POST" : "GET", headers = {}, signal } = {}) {
  const all = { ...headers };
  if (body) all["Content-Type"] = "application/json";
  if (token) all.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, { method, body: body && JSON.stringify(body), headers: all, signal, cache: "no-store" });
  } catch (failure) {
    throw signal?.aborted ? failure : new Failure("The daemon does not answer. Is it running?");
  }
  ahead = (Date.parse(answer.headers.get("Date")) || Date.now()) - Date.now();
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  const failure = new Failure(said.error ?? `The daemon refused with status ${answer.status}`, answer.status, said);
  if (answer.status === 401 || (answer.status === 403 && !said.kind)) refused(failure); // not who asks a tool, but who asks at all
  throw failure;
}

/** The answer's JSON; nothing when there is none. */
export async function ask(path, options) {
  const answer = await send(path, options);
  return answer.status === 204 ? undefined : answer.json();
}

/** The events of an answer as they come. An event `error` is thrown, and so is an end without `done`. */
export async function* events(path, options) {
  const answer = await send(path, { ...options, headers: { Accept: "text/event-stream" } });
  const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = "";
  for (;;) {
    const { value, done } = await pieces.read().catch((failure) => {
      if (options.signal?.aborted) throw failure;
      return { done: true };
    });
    if (done) throw new Failure("The connection was lost before the answer was whole.");
    const whole = (kept + value).split("\n\n");
    kept = whole.pop();
    for (const block of whole) {
      const data = block.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
      if (!data) continue;
      const event = JSON.parse(data);
      if (event.type === "error") throw new Failure(event.error, 0, event);
      yield event;
      if (event.type === "done") return;
    }
  }
}
