// A daemon of its own for a row: the plugin of tests/plugins/vault, users and a model as the row wants them.
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { BUILD, WORK, SIM } = process.env;

export const markup = '<img src=x onerror="window.hacked=1">';
export const annasToken = "annas-token-0123456789";

/** Starts one, and returns when it listens. */
export async function startHouse({ model = true, tokens = false } = {}) {
  const dir = mkdtempSync(join(WORK, "house-"));
  for (const folder of ["conf.d", "plugins"]) mkdirSync(join(dir, folder), { mode: 0o755 });
  copyFileSync(join(BUILD, "tests/plugins/vault.so"), join(dir, "plugins/vault.so"));
  chmodSync(join(dir, "plugins/vault.so"), 0o644); // what others may write to is not loaded
  const record = join(dir, "record");
  const hold = join(dir, "hold");
  writeFileSync(join(dir, "conf.d/vault.yaml"), `vault: {record: ${record}, hold: ${hold}, things: [lamp, vase, '${markup}']}\n`);
  writeFileSync(join(dir, "reeld.yaml"),
    "users: [{name: anna, role: admin}]\nlocal_user: anna\n" +
    (model ? `models: [{model: simulated, url: "${SIM}/model/v1"}]\n` : "") +
    (tokens ? `tokens: [{name: phone, user: anna, token: ${annasToken}}]\n` : ""));
  const daemon = spawn(join(BUILD, "bin/reeld"),
    ["--config", join(dir, "reeld.yaml"), "--state-dir", join(dir, "state"), "--plugin-dir", join(dir, "plugins"), "--port", "0", "--log-format", "plain"],
    { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  const port = await new Promise((ready, failed) => {
    const limit = setTimeout(() => failed(new Error(`reeld did not become ready; it said:\n${log}`)), 20_000);
    daemon.on("exit", (status) => failed(new Error(`reeld ended with ${status}; it said:\n${log}`)));
    daemon.stderr.on("data", (piece) => {
      log += piece;
      const found = /Ready address=127\.0\.0\.1:(\d+)/.exec(log);
      if (found) ready((clearTimeout(limit), found[1]));
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise((then) => daemon.on("close", then));
  return {
    url,
    log: () => log,
    /** How often a tool ran: each run is a line of the record. */
    runs: (tool) => (existsSync(record) ? readFileSync(record, "utf8").split("\n").filter((line) => line.startsWith(tool)).length : 0),
    /** While it is held, tools that have begun wait. */
    hold: (on) => (on ? writeFileSync(hold, "") : rmSync(hold)),
    async stop() {
      daemon.removeAllListeners("exit");
      daemon.kill("SIGTERM");
      await ended;
      rmSync(dir, { recursive: true });
    },
  };
}

/** What the model will say, in order; told in tests/sim/model/script.cpp. */
export async function play(...script) {
  const answer = await fetch(`${SIM}/sim/model`, { method: "POST", body: JSON.stringify({ script, otherwise: "refuse" }) });
  if (!answer.ok) throw new Error(`reel-sim refused the script: ${await answer.text()}`);
}
