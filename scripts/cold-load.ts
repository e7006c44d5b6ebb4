import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { captureProgram } from "../tests/captured-program";
import { handWrittenBundle } from "./cold-load/hand-written-bundle";
import { loadOnce, quantile } from "./cold-load/measure";

const help = `Compares the cold load of the shipped bundles with hand-written esbuild entries of the same handlers.

  npm run bench:cold [-- ROUNDS]    ROUNDS fresh processes of each, in turn (default 25)
`;

const project = resolve(__dirname, "..");

/** The same handlers by hand: the entry, and the environment that both forms read as they load. */
const handlers = {
  router: {
    entry: `import { makeRouter } from "./runtime/router/make-router";
            export const handler = makeRouter({ version: "0", corsOrigins: ["*"] });`,
    environment: { COMPANY_TABLE: "t", METRIC_NAMESPACE: "n" },
  },
  "whatsapp-processor": {
    entry: `import { makeProcessor } from "./runtime/processor/make-processor";
            export const handler = makeProcessor({ version: "0", channel: "whatsapp", leaseSeconds: 160, heartbeatSeconds: 53,
              maxReceiveCount: 5, retryFirstSeconds: 5, retrySpanSeconds: 1800, reconcileAfterSeconds: 270,
              assistantTimeoutSeconds: 45, carrierTimeoutSeconds: 15, receiptKeyName: "k", conversationTtlDays: undefined, modelPrices: {},
              openaiUrl: "https://api.openai.com", twilioUrl: "https://api.twilio.com", sendgridUrl: "https://api.sendgrid.com" });`,
    environment: { CONVERSATIONS_TABLE: "t", QUEUE_URL: "q", RECEIPTS_URL: "r", METRIC_NAMESPACE: "n" },
  },
} as const;

type Archive = { readonly assets: Readonly<Record<string, { readonly text: string }>> };

const shippedText = async (name: string): Promise<string> => {
  const { resources } = await captureProgram({ stack: "dev" });
  const found = resources.find(
    (resource) => resource.type === "aws:lambda/function:Function" && resource.name === name,
  );
  return (found?.inputs.code as Archive | undefined)?.assets["__index.js"]?.text ?? "";
};

const compare = async (name: keyof typeof handlers, rounds: number, folder: string): Promise<number> => {
  const { entry, environment } = handlers[name];
  const texts = { shipped: await shippedText(name), byHand: await handWrittenBundle(project, entry) };
  const files = Object.fromEntries(
    Object.entries(texts).map(([form, text]) => {
      const file = join(folder, `${name}-${form}.cjs`);
      writeFileSync(file, text);
      return [form, file];
    }),
  );
  const env = { AWS_REGION: "eu-north-1", ...environment };
  const times = { shipped: [] as number[], byHand: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.byHand.push(loadOnce(files.byHand ?? "", env));
    times.shipped.push(loadOnce(files.shipped ?? "", env));
    process.stderr.write(`\r${name}: ${round + 1} of ${rounds}`);
  }
  process.stderr.write("\n");
  const ratio = quantile(times.shipped, 0.5) / quantile(times.byHand, 0.5);
  for (const form of ["byHand", "shipped"] as const) {
    const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantile(times[form], share).toFixed(1));
    const megabytes = (Buffer.byteLength(texts[form]) / 1e6).toFixed(3);
    console.log(`${name.padEnd(20)}${form.padEnd(9)}${megabytes} MB   ${middle} ms (10 % ${low}, 90 % ${high})`);
  }
  console.log(`${name.padEnd(20)}ratio    ${ratio.toFixed(3)}`);
  return ratio;
};

const main = async (): Promise<void> => {
  const [rounds = "25"] = process.argv.slice(2);
  if (!/^\d+$/.test(rounds)) return void console.log(help);
  const folder = mkdtempSync(join(tmpdir(), "cold-load-"));
  try {
    for (const name of Object.keys(handlers) as (keyof typeof handlers)[]) await compare(name, Number(rounds), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
