import { build } from "esbuild";

/** Bundles a handler as one would by hand: an entry file that calls the same factory, no Pulumi involved. */
export const handWrittenBundle = async (folder: string, entry: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
  });
  return outputFiles[0]?.text ?? "";
};
