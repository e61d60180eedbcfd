// Bundles what the browser loads into dist/: no imports are left in it, so that static files can be renamed by content.
import { cpSync, existsSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
cpSync("static", "dist", { recursive: true });

const names = {
  "src/site.ts": "site",
  "src/room/main.ts": "room",
  "src/projector/main.ts": "projector",
  "src/device/main.ts": "device",
  "src/agenda/editor.ts": "agenda",
  "src/groups/preparation.ts": "groups",
  "src/agenda/admin.ts": "admin",
};
const scripts = Object.keys(names).filter((path) => existsSync(path));

const browsers = ["chrome109", "firefox115", "safari15.6"];

await build({
  entryPoints: scripts.map((path) => ({ in: path, out: names[path] })),
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", ...browsers],
});
await build({
  entryPoints: ["site", "admin", "transcript-file"].map((name) => ({ in: `css/${name}.css`, out: name })),
  outdir: "dist",
  bundle: true,
  minify: true,
  target: browsers,
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
});
