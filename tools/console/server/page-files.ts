import { join } from "node:path";
import { build } from "esbuild";
import type { Reply } from "./reply";

/** The page's files by their paths. */
type PageFiles = ReadonlyMap<string, Reply>;

const folder = join(__dirname, "../page");

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>AI Multi-Comms · console</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body><noscript>The console needs JavaScript.</noscript><div id="page"></div></body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2557d6"/><path d="M8 11h16v9a2 2 0 0 1-2 2h-8l-4 4v-4a2 2 0 0 1-2-2z" fill="#fff"/></svg>`;

const file = (type: string, body: string): Reply => ({ status: 200, type: `${type}; charset=utf-8`, body });

const bundle = async (): Promise<PageFiles> => {
  const { outputFiles } = await build({
    entryPoints: { page: join(folder, "main.tsx") },
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    legalComments: "none",
    logLevel: "silent",
  });
  const text = (suffix: string): string => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? "";
  return new Map([
    ["/", file("text/html", html)],
    ["/page.js", file("text/javascript", text(".js"))],
    ["/page.css", file("text/css", text(".css"))],
    ["/icon.svg", file("image/svg+xml", icon)],
  ]);
};

let bundled: Promise<PageFiles> | undefined;

/** The front end, bundled when it is asked for first and kept for this process; nothing is written to disk. */
export const pageFiles = (): Promise<PageFiles> => {
  bundled ??= bundle();
  return bundled;
};
