// Bundles the tests, as the build bundles what they test, and gives them to Node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const tests = readdirSync("tests", { recursive: true }).filter((path) => path.endsWith(".test.ts"));
const outdir = mkdtempSync(join(tmpdir(), "zweiklang-frontend-"));
let status = 1;
try {
  await build({
    entryPoints: tests.map((path) => join("tests", path)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
  });
  ({ status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", `${outdir}/**/*.test.mjs`], {
    stdio: "inherit",
  }));
} finally {
  rmSync(outdir, { recursive: true });
}
process.exitCode = status ?? 1;
