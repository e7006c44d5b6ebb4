import { type BuildOptions, build } from "esbuild";
import { withLeanPhoneMetadata } from "./lean-phone-metadata";
import { leaveOut } from "./leave-out";

const options: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  logLevel: "silent",
  plugins: [leaveOut, withLeanPhoneMetadata],
};

/** Bundles an entry's text, whose imports are relative to `folder`, for Lambda's Node: one CommonJS text without what nothing of ours reaches. */
export const bundleEntry = async (entryText: string, folder: string): Promise<string> => {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: entryText, resolveDir: folder, loader: "ts" },
    absWorkingDir: folder,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
};
