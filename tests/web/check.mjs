// What people do with the page, in a browser, and what they should get. Prints a row for each; exit status 1 when one fails.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { annasToken, markup, play, startHouse } from "./house.mjs";

const { CHROMIUM, PICTURES, ONLY = "", SIM } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true };

function assert(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

function same(found, wanted, what) {
  assert(JSON.stringify(found) === JSON.stringify(wanted), `${what}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
}

// ---- what a person does ------------------------------------------------------------------------------------------------

const lastAnswer = (page) => page.locator(".theirs .text").last();
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function say(page, text) {
  await page.getByLabel("Message").fill(text);
  await page.keyboard.press("Enter");
}

/** Waits until the last answer is this, and whole. */
async function answered(page, text) {
  await lastAnswer(page).filter({ hasText: text }).waitFor();
  await page.locator("#log[aria-busy=false]").waitFor();
  await page.locator("#conversations [aria-current]").waitFor({ state: "attached" }); // a phone does not show it
}

async function signIn(page, token, remember = false) {
  await page.getByLabel("Token").fill(token);
  if (remember) await page.getByLabel("Remember on this device").check();
  await button(page.locator("#sign-in"), "Sign in").click();
}

async function useTool(page, title) {
  await page.getByRole("link", { name: "Tools", exact: true }).click();
  await page.locator("summary", { hasText: title }).click();
  return page.locator("details[open]", { has: page.locator("summary", { hasText: title }) });
}

async function fitsTheScreen(page, where) {
  const { wide, wanted } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, wanted: innerWidth }));
  assert(wide <= wanted, `${where} is ${wide} pixels wide on a screen of ${wanted}`);
}

async function everybodyCanUse(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const told = violations.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target).join(", ")}`);
  assert(!told.length, `${where}: ${told.join("; ")}`);
}

const looksUp = { expect: { round: 0 }, reply: { calls: [{ name: "list_things" }] } };
const deletes = (name) => ({ expect: { user: "away", round: 0 }, reply: { calls: [{ name: "delete_thing", arguments: { name } }] } });

// ---- the rows ----------------------------------------------------------------------------------------------------------

const checks = {
  async "a question is answered, and what is looked up is told meanwhile"({ page, house }) {
    await play(looksUp, { expect: { user: "shelf", round: 1 }, reply: { text: "You have **three** things:\n\n- a lamp\n- a vase\n\nSee [the shelf](https://example.org/shelf) and `list`." } });
    house.hold(true);
    await say(page, "What is on the shelf?");
    await page.locator(".steps .now", { hasText: "List the things" }).waitFor();
    same(await button(page, "Stop").isVisible(), true, "there is a Stop meanwhile");
    house.hold(false);
    await answered(page, "You have three things");
    same(await page.locator(".steps .found").allTextContents(), ["List the things"], "what was looked up");
    const text = lastAnswer(page);
    same(await text.locator("strong").allTextContents(), ["three"], "bold");
    same(await text.locator("ul > li").allTextContents(), ["a lamp", "a vase"], "the list");
    same(await text.locator("code").allTextContents(), ["list"], "code");
    same(await text.locator("a").getAttribute("href"), "https://example.org/shelf", "the link");
    same(house.runs("list"), 1, "how often it was looked up");
  },

  async "words appear as they come"({ page }) {
    await play({ expect: {}, reply: { text: "One two three four five six.", pieces: 3, every: 700 } });
    await page.evaluate(() => {
      window.seen = new Set();
      new MutationObserver(() => window.seen.add(document.querySelector(".theirs .text")?.textContent)).observe(document.querySelector("#log"), { childList: true, subtree: true });
    });
    await say(page, "Count");
    await answered(page, "One two three four five six.");
    const seen = (await page.evaluate(() => [...window.seen])).filter(Boolean);
    assert(seen.length > 1, `only ${JSON.stringify(seen)} was seen`);
  },

  async "a yes by button does it, once"({ page, house }) {
    await play(deletes("lamp"), { expect: { results: "lamp is gone" }, reply: { text: "Done, the lamp is gone." } });
    await say(page, "Put the lamp away");
    const card = page.getByRole("group", { name: "Please confirm" });
    await card.getByText("Delete the lamp from the shelf? It cannot be undone.").waitFor();
    await card.getByText(/You can decide until/).waitFor();
    same(house.runs("delete"), 0, "runs before the yes");
    same(await page.locator(".steps li").count(), 0, "things that are told to be done");
    await button(card, "Do it").dblclick();
    await answered(page, "Done, the lamp is gone.");
    same(house.runs("delete lamp"), 1, "runs after the yes");
    same(await card.getByRole("button").evaluateAll((all) => all.map((b) => b.disabled)), [true, true], "the buttons are off");
  },

  async "a no by button leaves it"({ page, house }) {
    await play(deletes("vase"));
    await say(page, "Put the vase away");
    await button(page, "Don't").click();
    await answered(page, "Nothing was changed");
    same(house.runs("delete"), 0, "runs");
  },

  async "a yes in words closes the card"({ page, house }) {
    await play(deletes("lamp"), { expect: { results: "lamp is gone" }, reply: { text: "Gone." } });
    await say(page, "Put the lamp away");
    await button(page, "Do it").waitFor();
    await say(page, "yes please");
    await answered(page, "Gone.");
    same(await button(page, "Do it").isDisabled(), true, "the button is off");
    same(house.runs("delete lamp"), 1, "runs");
  },

  async "a question has its buttons again when the page is loaded anew"({ page, house }) {
    await play(deletes("lamp"), { expect: { results: "lamp is gone" }, reply: { text: "Gone." } });
    await say(page, "Put the lamp away");
    await button(page, "Do it").waitFor();
    await page.locator("#log[aria-busy=false]").waitFor();
    await page.reload();
    await button(page, "Do it").click();
    await answered(page, "Gone.");
    same(await page.getByText("Delete the lamp from the shelf?").count(), 1, "times that it is asked");
    same(house.runs("delete lamp"), 1, "runs");
  },

  async "a question that nobody decides is over in time"({ page, house }) {
    await play(deletes("lamp"));
    await page.clock.install();
    await say(page, "Put the lamp away");
    await button(page, "Do it").waitFor();
    await page.clock.fastForward("06:00");
    await page.getByText("the time to decide is over").waitFor();
    same(await button(page, "Do it").isDisabled(), true, "the button is off");
    same(house.runs("delete"), 0, "runs");
  },

  async "markup stays text, in questions, answers, titles, previews and tools"({ page, house }) {
    const answer = `${markup} <b>x</b> [a](javascript:window.hacked=1) **${markup}** \`${markup}\``;
    await play({ expect: {}, reply: { text: answer } }, deletes(markup));
    await say(page, markup);
    await answered(page, "onerror");
    same(await lastAnswer(page).locator("img, b, a").count(), 0, "elements made of the answer");
    same(await page.locator(".mine").last().evaluate((m) => m.lastChild.textContent), markup, "the question");
    same(await page.locator("#conversations li a span").first().textContent(), markup, "the title in the list");
    await say(page, "Put it away");
    await page.getByRole("group", { name: "Please confirm" }).getByText("Delete the <img").waitFor();
    await page.reload();
    await answered(page, "Delete the <img");
    const tool = await useTool(page, "List the things");
    await button(tool, "Ask").click();
    await tool.getByText(/On the shelf: .*<img src=x/).waitFor();
    same(await page.locator("img").count(), 1, "images, of which our own is one");
    same(await page.evaluate(() => window.hacked), undefined, "what the markup did");
    same(house.runs("delete"), 0, "runs");
  },

  async "what fails is a sentence, and trying again is the same message"({ page, posts }) {
    await play({ expect: {}, reply: { text: "Never" }, fault: { status: 400, message: "out of order" }, times: 1 }, { expect: { user: "hello" }, reply: { text: "Hello, Anna." } });
    await say(page, "hello");
    await page.locator(".failure").waitFor();
    await button(page, "Try again").click();
    await answered(page, "Hello, Anna.");
    same(await page.locator(".failure").count(), 0, "sentences about failures that are left");
    same(posts.length, 2, "messages posted");
    same(posts[1], posts[0], "the message posted again");
    same(await page.locator(".mine").count(), 1, "bubbles with the question");
  },

  async "a daemon that goes away is a sentence, not silence"({ page, house }) {
    await play({ expect: {}, reply: { text: "Slow", after: 60_000 } });
    await say(page, "hello");
    await page.locator(".waiting").waitFor();
    await house.stop();
    await button(page, "Try again").waitFor();
    await button(page, "Try again").click();
    await page.getByText("The daemon does not answer").waitFor();
    same(await page.locator(".mine").textContent(), "You: hello", "the question stays");
  },

  async "Stop ends an answer, and it is not remembered"({ page, house }) {
    await play({ expect: {}, reply: { text: "Slow", after: 60_000 } }, { expect: { user: "hello" }, reply: { text: "Hello again." } });
    await say(page, "hello");
    await button(page, "Stop").click();
    await page.getByText("Stopped.").waitFor();
    same((await (await fetch(`${house.url}/api/conversations`)).json()).conversations, [], "what is remembered");
    await button(page, "Try again").click();
    await answered(page, "Hello again.");
  },

  async "conversations are listed, read again, begun and forgotten"({ page }) {
    await play({ expect: {}, reply: { text: "First answer." } }, { expect: {}, reply: { text: "Second answer." } });
    await say(page, "First question");
    await answered(page, "First answer.");
    await button(page, "New conversation").click();
    await say(page, "Second question");
    await answered(page, "Second answer.");
    const list = page.locator("#conversations li");
    same(await list.locator("a span").allTextContents(), ["Second question", "First question"], "the list");
    await page.getByRole("link", { name: /^First question/ }).click();
    await answered(page, "First answer.");
    same(await page.locator(".mine").count(), 1, "what was asked there");
    await page.reload();
    await answered(page, "First answer.");
    await button(page, "Forget “First question”").click();
    await button(page, "Really forget “First question”?").click();
    await page.getByText("What would you like to know?").waitFor();
    same(await list.locator("a span").allTextContents(), ["Second question"], "the list after");
    await page.goBack();
    await page.getByText("What would you like to know?").waitFor();
  },

  async "an open question is still there after a look at the tools"({ page, house }) {
    await play(deletes("lamp"));
    await say(page, "Put the lamp away");
    await button(page, "Do it").waitFor();
    await useTool(page, "List the things");
    await page.getByRole("link", { name: "Chat", exact: true }).click();
    await button(page, "Don't").click();
    await answered(page, "Nothing was changed");
    same(house.runs("delete"), 0, "runs");
  },

  async "Markdown becomes elements, and only what it may become"({ page }) {
    const cases = {
      "One **two** *three* `four**`": "<p>One <strong>two</strong> <em>three</em> <code>four**</code></p>",
      "a\nb\n\nc": "<p>a\nb</p><p>c</p>",
      "# Head\ntext": "<p><strong>Head</strong></p><p>text</p>",
      "- a\n  - b\n  - c\n- d": "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
      "Two:\n3. a\n4. b": '<p>Two:</p><ol start="3"><li>a</li><li>b</li></ol>',
      "1. a\n   goes on\n- b": "<ol><li>a goes on</li></ol><ul><li>b</li></ul>",
      "```js\n<b>\n- x\n```\nafter": '<pre tabindex="0"><code>&lt;b&gt;\n- x</code></pre><p>after</p>',
      "```\nopen": '<pre tabindex="0"><code>open</code></pre>',
      "2 * 3 * 4 and snake_case_name": "<p>2 * 3 * 4 and snake_case_name</p>",
      "[a](javascript:alert(1)) [b](data:text/html,x) [c](//x.org)": "<p>[a](javascript:alert(1)) [b](data:text/html,x) [c](//x.org)</p>",
      '[d](https://x.org/"onclick=y)': '<p><a href="https://x.org/&quot;onclick=y" target="_blank" rel="noopener noreferrer">d</a></p>',
      "See https://x.org/a.": '<p>See <a href="https://x.org/a" target="_blank" rel="noopener noreferrer">https://x.org/a</a>.</p>',
      "<script>x</script> &amp; <a href=x>": "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp; &lt;a href=x&gt;</p>",
      "  - a\n b\n- c\n      - d": "<ul><li>a b</li></ul><ul><li>c<ul><li>d</li></ul></li></ul>",
    };
    const found = await page.evaluate(async (texts) => {
      const { markdown } = await import("/page/show.js");
      return texts.map((text) => markdown(text).map((node) => node.outerHTML).join(""));
    }, Object.keys(cases));
    Object.values(cases).forEach((wanted, i) => same(found[i], wanted, Object.keys(cases)[i]));
  },

  async "whatever a tool answers can be read"({ page }) {
    const said = {
      message: "Two.", found: true, asOf: "2026-01-01T00:00:00Z", tags: ["a", "b"], none: [], nothing: null, at: { missingSeasons: 3 },
      films: [{ title: "Dune", year: 1984, where: { room: "attic", shelf: 2 } }, { title: "Alien", cast: ["x", { name: "y" }] }],
    };
    const text = await page.evaluate(async (answered) => {
      const { answer } = await import("/page/show.js");
      document.querySelector("#status").replaceChildren(...answer(answered), ...answer(7), ...answer([[1, 2], []]), ...answer({}));
      return document.querySelector("#status").textContent;
    }, said);
    assert(!text.includes("[object"), `elements became text: ${text}`);
    for (const part of ["Two.", "Foundyes", "a, b", "Nonenone", "Nothing–", "Missing seasons3", "Films (2)", "room: attic, shelf: 2", "Alien", "x, Namey"])
      assert(text.includes(part), `"${part}" is not in: ${text}`);
  },

  async "Enter sends, Shift and Enter breaks the line, examples are there to begin with"({ page, posts }) {
    await play({ expect: {}, reply: { text: "Fine." } });
    await page.locator(".examples button").first().click();
    same(await page.getByLabel("Message").inputValue(), "List the things", "the example");
    await page.getByLabel("Message").fill("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    await answered(page, "Fine.");
    same(posts.map((p) => JSON.parse(p).text), ["one\ntwo"], "what was sent");
  },

  async "tools work by their forms, and ask before they destroy"({ page, house }) {
    const tool = await useTool(page, "Delete a thing");
    await button(tool, "Ask to do it").click();
    same(await tool.getByLabel("Name").evaluate((input) => input.validity.valueMissing), true, "what is needed is asked for");
    await tool.getByLabel("Name").fill("sofa");
    await button(tool, "Ask to do it").click();
    await tool.getByText("There is no 'sofa' on the shelf").waitFor();
    await tool.getByLabel("Name").fill("lamp");
    await button(tool, "Ask to do it").click();
    await button(tool, "Don't").click();
    await tool.getByText("Nothing was changed.").waitFor();
    same(house.runs("delete"), 0, "runs after a no");
    await button(tool, "Ask to do it").click();
    await button(tool, "Do it").click();
    await tool.getByText("The lamp is gone.").waitFor();
    same(house.runs("delete lamp"), 1, "runs after a yes");
  },

  async "without a model tools come first, and the chat says what to configure"({ page }) {
    await page.getByRole("heading", { name: "Tools" }).waitFor();
    const tool = await useTool(page, "List the things");
    await button(tool, "Ask").click();
    await tool.getByText("On the shelf: lamp").waitFor();
    await page.getByRole("link", { name: "Chat", exact: true }).click();
    await page.getByText("No language model is configured; set models in reeld.yaml").waitFor();
  },

  async "the house tells how every plugin is"({ page }) {
    await page.getByRole("link", { name: "House", exact: true }).click();
    const card = page.locator("article", { hasText: "Vault" });
    await card.locator(".badge.ready").waitFor();
    await card.getByText("3 tools").waitFor();
    await page.getByText(/reeld \d+\.\d+\.\d+, started/).waitFor();
  },

  async "a token is asked for, kept for the visit, and forgotten"({ page }) {
    await page.getByText("A bearer token is needed.").waitFor();
    await signIn(page, "not-the-token-0123456789");
    await page.getByText("This bearer token is not known.").waitFor();
    await signIn(page, annasToken);
    await page.getByText("What would you like to know?").waitFor();
    await play({ expect: {}, reply: { text: "Hello, Anna." } });
    await say(page, "hello");
    await answered(page, "Hello, Anna.");
    await page.reload();
    await answered(page, "Hello, Anna.");
    same(await page.evaluate(() => localStorage.length), 0, "what stays on the device");
    await button(page, "Sign out").click();
    await page.getByLabel("Token").waitFor();
    same(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0], "what is kept");
    same(await page.getByText("Hello, Anna.").count(), 0, "what of the conversation is left on the screen");
  },

  async "a token that is to be remembered is there in the next visit"({ page, house }) {
    await signIn(page, annasToken, true);
    await page.getByText("What would you like to know?").waitFor();
    const next = await page.context().newPage();
    await next.goto(house.url);
    await next.getByText("What would you like to know?").waitFor();
  },

  async "a phone shows all of it without scrolling sideways"({ page, house }) {
    await play(looksUp, { expect: {}, reply: { text: `Averyveryverylongword${"x".repeat(300)}\n\n\`\`\`\n${"code ".repeat(80)}\n\`\`\`` } }, deletes("lamp"));
    await say(page, "What is on the shelf?");
    await answered(page, "Averyvery");
    await fitsTheScreen(page, "an answer");
    await say(page, "Put it away");
    await button(page, "Do it").waitFor();
    await fitsTheScreen(page, "a confirmation");
    await button(page, "Conversations").click();
    await page.locator("#conversations li a").waitFor();
    await fitsTheScreen(page, "the list");
    await page.keyboard.press("Escape");
    same(await page.locator("#conversations").isVisible(), false, "the list after Escape");
    const tool = await useTool(page, "Delete a thing");
    await tool.getByLabel("Name").fill("lamp");
    await fitsTheScreen(page, "a tool");
    await page.getByRole("link", { name: "House", exact: true }).click();
    await page.locator("article").first().waitFor();
    await fitsTheScreen(page, "the house");
    same(house.runs("delete"), 0, "runs");
  },
};

for (const scheme of ["light", "dark"])
  checks[`everybody can use it, in the ${scheme}`] = async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await everybodyCanUse(page, "the empty chat");
    await play(looksUp, { expect: {}, reply: { text: "A *lamp*, see https://example.org/ and `code`." } }, deletes("lamp"));
    await say(page, "What is there?");
    await answered(page, "A lamp");
    await say(page, "Put it away");
    await button(page, "Do it").waitFor();
    await everybodyCanUse(page, "the chat");
    const tool = await useTool(page, "List the things");
    await button(tool, "Ask").click();
    await tool.getByText("On the shelf:").waitFor();
    await everybodyCanUse(page, "the tools");
    await page.getByRole("link", { name: "House", exact: true }).click();
    await page.locator("article").first().waitFor();
    await everybodyCanUse(page, "the house");
  };

// What a row needs that others do not.
const options = {
  "without a model tools come first, and the chat says what to configure": { house: { model: false } },
  "a token is asked for, kept for the visit, and forgotten": { house: { tokens: true } },
  "a token that is to be remembered is there in the next visit": { house: { tokens: true } },
  "a phone shows all of it without scrolling sideways": { screen: phone },
};

// ---- running them ------------------------------------------------------------------------------------------------------

async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replace(/\W+/g, "-")}.png`) });
}

async function row(browser, name, check) {
  const house = await startHouse(options[name]?.house);
  const context = await browser.newContext({ ...options[name]?.screen });
  const problems = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const posts = []; // what was said
    page.on("request", (r) => r.method() === "POST" && r.url().endsWith("/messages") && posts.push(r.postData()));
    page.on("request", (r) => r.url().startsWith(house.url) || r.url().startsWith("data:") || problems.push(`it asked ${r.url()}`));
    page.on("pageerror", (error) => problems.push(`the page threw: ${error.message}`));
    page.on("console", (m) => /Content Security Policy|mistake/.test(m.text()) && problems.push(m.text()));
    await page.goto(house.url);
    await page.locator("main > section:not([hidden])").first().waitFor();
    await check({ page, house, posts }).catch((error) => problems.push(String(error.message ?? error)));
    await picture(page, name);
  } finally {
    await context.close();
    await house.stop().catch(() => {});
    if (problems.length) problems.push(`reeld said:\n${house.log()}`);
  }
  return problems;
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--disable-gpu"] });
let failed = 0;
let run = 0;
for (const [name, check] of Object.entries(checks)) {
  if (!name.includes(ONLY)) continue;
  await fetch(`${SIM}/sim/model`, { method: "DELETE" });
  const problems = await row(browser, name, check).catch((error) => [String(error.message ?? error)]);
  ++run;
  failed += problems.length > 0;
  console.log(`${problems.length ? "FAILED" : "ok    "}  ${name}${problems.map((p) => `\n          ${p}`).join("")}`);
}
await browser.close();
console.log(`${run} rows, ${failed} failed`);
process.exit(failed || !run ? 1 : 0);
