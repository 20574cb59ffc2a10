// Runs the conformance suite and the clients against one MCP endpoint, and OpenAI's client against /v1 beside it when REEL_SIM_URL
// names the simulator behind; compares with what is expected, prints a table.
//   check.mjs URL TOOL ARGUMENTS [STDIO COMMAND…]
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sdkRows } from "./clients.mjs";
import { openaiRows } from "./openai.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [url, tool, args, ...stdio] = process.argv.slice(2);
const packages = join(here, "node_modules", "@modelcontextprotocol");

function node(script, argv) {
  return spawnSync(process.execPath, [script, ...argv], { encoding: "utf8", timeout: 300_000, maxBuffer: 64 << 20 });
}

// ---- the official suite -----------------------------------------------------------------------------------------

// A line of expected-*.txt: a scenario, how many of its checks fail, and why they may. What is not listed must not fail.
function expectations(revision) {
  const lines = readFileSync(join(here, `expected-${revision}.txt`), "utf8").split("\n");
  const words = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split(/\s+/));
  return new Map(words.map(([scenario, failures]) => [scenario, Number(failures)]));
}

function failuresByScenario(output) {
  const found = new Map();
  for (const directory of readdirSync(output)) {
    const scenario = directory.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT.*$/, "");
    const checks = JSON.parse(readFileSync(join(output, directory, "checks.json"), "utf8"));
    found.set(scenario, checks.filter((check) => check.status === "FAILURE"));
  }
  return found;
}

function suiteRow(revision) {
  const run = node(join(packages, "conformance", "dist", "index.js"),
    ["server", "--url", url, "--requirements", revision, "-o", revision]);
  const expected = expectations(revision);
  const problems = [];
  let passed = 0;
  let allowed = 0;
  let found;
  try {
    found = failuresByScenario(revision);
  } catch {
    return { name: `suite ${revision}`, result: "did not run", problems: [run.stdout + run.stderr] };
  }
  for (const [scenario, failures] of found) {
    const wanted = expected.get(scenario);
    if (wanted === undefined)
      problems.push(`${scenario}: not in expected-${revision}.txt`);
    else if (failures.length > wanted)
      problems.push(`${scenario}: ${failures.length} checks fail, ${wanted} expected`,
        ...failures.map((check) => `    ${check.name}: ${check.errorMessage}`));
    else if (failures.length < wanted)
      problems.push(`${scenario}: ${failures.length} checks fail, ${wanted} expected: better than listed, update the list`);
    else if (wanted === 0)
      passed++;
    else
      allowed++;
  }
  for (const scenario of expected.keys())
    if (!found.has(scenario))
      problems.push(`${scenario}: expected, but the suite did not run it`);
  return { name: `suite ${revision}`, result: `${passed} pass, ${allowed} need fixtures or extensions`, problems };
}

// ---- the Inspector's command line -------------------------------------------------------------------------------

function inspector(method, era, target) {
  const launcher = join(packages, "inspector", "clients", "launcher", "build", "index.js");
  const call = method === "tools/call" ? ["--tool-name", tool, "--tool-args-json", args] : [];
  return node(launcher, ["--cli", "--method", method, ...era, ...call, "--format", "json", "-q", ...target]);
}

function inspectorRow(name, era, target) {
  const problems = [];
  const say = (run, what) => problems.push(`${what}: exit ${run.status} ${run.stdout.slice(0, 300)} ${run.stderr.slice(0, 300)}`);
  const listed = inspector("tools/list", era, target);
  if (listed.status !== 0 || !JSON.parse(listed.stdout).result.tools.some((each) => each.name === tool))
    say(listed, "tools/list");
  let called = inspector("tools/call", era, target);
  for (let tries = 0; called.stdout.includes('"kind":"not_ready"') && tries < 5; tries++) // a process of its own each time
    called = inspector("tools/call", era, target);
  if (called.status !== 0 || !JSON.parse(called.stdout).result.structuredContent)
    say(called, "tools/call");
  return { name: `inspector ${name}`, result: "list, call", problems };
}

// ---- all of it --------------------------------------------------------------------------------------------------

const http = [url, "--transport", "http"];
const rows = [suiteRow("2025-11-25"), suiteRow("2026-07-28")];
rows.push(inspectorRow("http, legacy", [], http));
rows.push(inspectorRow("http, modern", ["--protocol-era", "modern"], http));
if (stdio.length) {
  rows.push(inspectorRow("stdio, legacy", [], ["--transport", "stdio", ...stdio]));
  rows.push(inspectorRow("stdio, modern", ["--protocol-era", "modern"], ["--transport", "stdio", ...stdio]));
}
rows.push(...(await sdkRows(url, stdio, tool, JSON.parse(args))));
if (process.env.REEL_SIM_URL)
  rows.push(...(await openaiRows(new URL("/v1", url).href, process.env.REEL_SIM_URL, tool, JSON.parse(args))));

console.log();
for (const row of rows) {
  console.log(`${row.problems.length ? "FAIL" : "ok  "}  ${row.name.padEnd(28)}  ${row.result}`);
  for (const problem of row.problems) console.log(`      ${problem}`);
}
const failed = rows.filter((row) => row.problems.length).length;
console.log(failed ? `\n${failed} of ${rows.length} failed` : `\nall ${rows.length} as expected`);
process.exit(failed ? 1 : 0);
