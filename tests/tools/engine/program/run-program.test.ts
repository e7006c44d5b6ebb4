import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Created, Deployment, ResourceContext, RunResult } from "../../../../tools/engine/program/deployment";
import { startEngineServer } from "../../../../tools/engine/program/engine-server";
import { until } from "../../../helpers/time-and-chance";
import { runSource } from "../temporary-program";

const prelude = `
import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;
  declare readonly size: pulumi.Output<number>;
  declare readonly content: pulumi.Output<unknown>;
  declare readonly other: pulumi.Output<unknown>;
  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) {
    super("demo:index:Thing", name, { arn: undefined, ...args }, opts);
  }
}
class Box extends pulumi.ComponentResource {
  readonly thing: Thing;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("demo:index:Box", name, {}, opts);
    this.thing = new Thing(name + "-inner", { size: 1 }, { parent: this });
    this.registerOutputs({ inner: this.thing.arn });
  }
}
`;

const stackUrn = "urn:pulumi:test::demo::pulumi:pulumi:Stack::demo-test";
const thingUrn = (name: string): string => `urn:pulumi:test::demo::demo:index:Thing::${name}`;

const textsOf = ({ messages }: RunResult, severity?: string): string =>
  messages
    .filter((message) => severity === undefined || message.severity === severity)
    .map(({ text }) => text)
    .join("\n");

const makeThing = async (_: unknown, { name }: ResourceContext): Promise<Created> => ({
  id: `id-of-${name}`,
  state: { arn: `arn:of:${name}` },
});

test("deploys resources with parents, dependencies and options, and gives the stack's outputs", async () => {
  const source = `${prelude}
    const box = new Box("box", { protect: true });
    const second = new Thing("second", { size: box.thing.size }, {
      dependsOn: box, ignoreChanges: ["size"], deleteBeforeReplace: true, retainOnDelete: true,
      aliases: [{ name: "first" }],
    });
    export const arn = second.arn;
    export const nested = { list: [box.thing.arn] };
  `;

  const result = await runSource(source, { create: makeThing });

  const innerUrn = "urn:pulumi:test::demo::demo:index:Box$demo:index:Thing::box-inner";
  assert.equal(result.messages, []);
  assert.is(result.exitCode, 0);
  assert.equal(result.outputs, { arn: "arn:of:second", nested: { list: ["arn:of:box-inner"] } });
  assert.equal(result.secretOutputs, []);
  assert.equal(
    result.resources.map(({ urn, parent, custom, protect }) => ({ urn, parent, custom, protect })),
    [
      { urn: stackUrn, parent: "", custom: false, protect: false },
      { urn: "urn:pulumi:test::demo::demo:index:Box::box", parent: stackUrn, custom: false, protect: true },
      { urn: innerUrn, parent: "urn:pulumi:test::demo::demo:index:Box::box", custom: true, protect: true },
      { urn: thingUrn("second"), parent: stackUrn, custom: true, protect: false },
    ],
  );
  assert.equal(result.resources[3], {
    type: "demo:index:Thing",
    name: "second",
    custom: true,
    remote: false,
    parent: stackUrn,
    protect: false,
    additionalSecretOutputs: [],
    dependencies: [innerUrn],
    propertyDependencies: { size: [innerUrn] },
    ignoreChanges: ["size"],
    deleteBeforeReplace: true,
    retainOnDelete: true,
    urn: thingUrn("second"),
    inputs: { size: 1 },
    secretInputs: [],
    state: { size: 1, arn: "arn:of:second" },
    id: "id-of-second",
  });
  assert.equal(result.resources[1]?.state, { inner: "arn:of:box-inner" });
});

test("previews with the same values, and tells the resources that it is one", async () => {
  const source = `${prelude}
    export const arn = new Thing("one", {}).arn;
    export const dry = pulumi.runtime.isDryRun();
    export const later = new Thing("two", { size: pulumi.output(pulumi.unknown) }).id;
  `;
  const previews: boolean[] = [];

  const result = await runSource(source, {
    preview: true,
    create: (inputs, context) => {
      previews.push(context.preview);
      return makeThing(inputs, context);
    },
  });

  assert.equal(result.outputs, { arn: "arn:of:one", dry: true, later: "id-of-two" });
  assert.equal(previews, [true, true]);
  assert.equal(result.resources[2]?.inputs, { size: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
});

test("keeps secrets secret from config through a resource to the outputs", async () => {
  const source = `${prelude}
    const config = new pulumi.Config();
    const thing = new Thing("one", { content: { key: config.requireSecret("key"), plain: config.require("plain") } }, {
      additionalSecretOutputs: ["arn"],
    });
    export const content = thing.content;
    export const arn = thing.arn;
    export const plain = config.requireObject("structure");
    export const deep = { inside: config.requireSecret("key") };
  `;

  const result = await runSource(source, {
    create: makeThing,
    config: { "demo:key": "sesame", "demo:plain": "open", "demo:structure": '{"a":[1]}' },
    secretKeys: ["demo:key"],
  });

  assert.equal(result.messages, []);
  assert.equal(result.outputs, {
    content: { key: "sesame", plain: "open" },
    arn: "arn:of:one",
    plain: { a: [1] },
    deep: { inside: "sesame" },
  });
  assert.equal([...result.secretOutputs].sort(), ["arn", "content", "deep.inside"]);
  assert.equal(result.resources[1]?.secretInputs, ["content.key"]);
});

test("gives assets and archives as their text, and hands them back as assets", async () => {
  const source = `${prelude}
    const archive = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.a = 1") });
    const thing = new Thing("one", { content: archive });
    export const isArchive = thing.content.apply((content) => content instanceof pulumi.asset.AssetArchive);
  `;

  const result = await runSource(source, { create: makeThing });

  assert.equal(result.resources[1]?.inputs, { content: { assets: { "index.js": { text: "exports.a = 1" } } } });
  assert.equal(result.outputs, { isArchive: true });
});

test("takes a resource given as a property for its id, and answers getResource for one that comes back", async () => {
  const source = `${prelude}
    pulumi.runtime.registerResourceModule("demo", "index", {
      version: undefined as unknown as string,
      construct: (name: string, _: string, urn: string) => new Thing(name, {}, { urn }),
    });
    const first = new Thing("first", {});
    const box = new Box("box");
    new Thing("second", { other: first });
    export const got = first.urn.apply((urn) => new Thing("got", {}, { urn }).arn);
  `;

  const result = await runSource(source, { create: makeThing });

  assert.equal(result.messages, []);
  assert.equal(result.resources.find(({ name }) => name === "second")?.inputs, { other: "id-of-first" });
  assert.equal(result.outputs, { got: "arn:of:first" });
});

test("ends with exit code 32 and the serialiser's own words when a closure cannot be shipped", async () => {
  const source = `
    import * as aws from "@pulumi/aws";
    const bound = process.hrtime.bigint.bind(undefined);
    new aws.lambda.CallbackFunction("bad", {
      runtime: "nodejs24.x", role: "arn:aws:iam::000000000000:role/r", callback: async () => bound(),
    });
  `;

  const result = await runSource(source, {}, true);

  assert.is(result.exitCode, 32);
  assert.match(textsOf(result, "error"), "could not be serialized");
});

test("reports what a resource's maker threw, and what the program printed", async () => {
  const source = `${prelude}
    console.log("hello from the program");
    console.error("a complaint");
    pulumi.log.warn("a warning");
    new Thing("one", {});
  `;

  const result = await runSource(source, {
    create: () => Promise.reject(new Error("there is no room for it")),
  });

  assert.ok(result.exitCode !== 0);
  assert.match(textsOf(result, "info"), "hello from the program");
  assert.match(textsOf(result, "warning"), "a complaint");
  assert.match(textsOf(result, "warning"), "a warning");
  assert.match(textsOf(result, "error"), "one (demo:index:Thing): there is no room for it");
});

test("refuses two resources of one type and name", async () => {
  const result = await runSource(`${prelude}\nnew Thing("one", {}); new Thing("one", {});`, { create: makeThing });

  assert.ok(result.exitCode !== 0);
  assert.match(textsOf(result), `Duplicate resource URN '${thingUrn("one")}'`);
});

test("refuses options that it would have to leave out, by name", async () => {
  const options = { import: '"id"', replaceOnChanges: '["arn"]' };
  await Promise.all(
    Object.entries(options).map(async ([name, value]) => {
      const source = `${prelude}\nnew Thing("one", {}, { ${name}: ${value} });`;
      const refusal = `one (demo:index:Thing): ${name} is not supported by the local run`;
      assert.match(textsOf(await runSource(source, { create: makeThing })), refusal);
    }),
  );
});

test("answers data sources, and refuses an unknown one by name, without a stack trace", async () => {
  const source = `
    import * as pulumi from "@pulumi/pulumi";
    export const answer = pulumi.output(pulumi.runtime.invoke("demo:index:ask", { question: "6 * 7" }));
  `;

  const [answered, refused] = await Promise.all([
    runSource(source, { invoke: async (args, token) => ({ token, ...args }) }),
    runSource(source),
  ]);

  assert.equal(answered.outputs, { answer: { token: "demo:index:ask", question: "6 * 7" } });
  assert.is(refused.exitCode, 32);
  assert.match(textsOf(refused), /Error: the program asks AWS for demo:index:ask, a function that .* does not have$/);
  assert.match(textsOf(await runSource("null.field;")), /Cannot read .*\n {4}at .*index\.js:1:\d+\)?$/);
});

test("keeps this process's credentials, and the reader of npm's packages, out of the program", async () => {
  process.env.AWS_SECRET_ACCESS_KEY = "not-for-programs";
  const source = `
    import "@pulumi/pulumi";
    export const names = Object.keys(process.env).filter((name) => /^(AWS|OPENAI|TWILIO|SENDGRID)_/.test(name));
    export const files = Object.keys(require.cache).filter((file) => file.includes("/@npmcli/"));
  `;

  const result = await runSource(source);

  delete process.env.AWS_SECRET_ACCESS_KEY;
  assert.equal(result.outputs, { names: [], files: [] });
});

(process.platform === "win32" ? test.skip : test)(
  "is spoken to by a socket that its owner alone can reach",
  async () => {
    const { address, stop } = await startEngineServer({} as Deployment);
    const [kind, path = ""] = address.split(":");
    const { mode } = statSync(dirname(path));
    await stop();
    assert.equal([kind, mode & 0o777, existsSync(dirname(path))], ["unix", 0o700, false]);
  },
);

test("starts a resource while another is still being made", async () => {
  let inFlight = 0;
  let most = 0;
  const source = `${prelude}\nfor (const n of ["a", "b", "c"]) new Thing(n, {});`;

  await runSource(source, {
    create: async (inputs, context) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await until("three are being made", () => most === 3);
      inFlight -= 1;
      return makeThing(inputs, context);
    },
  });

  assert.is(most, 3);
});

test("a process that is kept runs programs that end well as if each were its first; otherwise none has two", async () => {
  const { KEEP_PROGRAMS } = process.env;
  const source = `${prelude}
    const { computeCodePaths } = pulumi.runtime;
    Object.assign(pulumi.runtime, { computeCodePaths: "changed", seen: true });
    process.on("exit", () => console.log("the first ends"));
    new Thing("one", {});
    export const pid = process.pid;
    export const before = [typeof computeCodePaths, new pulumi.Config().require("word"), process.env.WORD];
  `;
  const run = (word: string, then = "") =>
    runSource(`${source}\n${then}`, { create: makeThing, config: { "demo:word": word }, environment: { WORD: word } });

  process.env.KEEP_PROGRAMS = "1";
  const kept = [await run("a"), await run("b"), await run("c", "null.field;"), await run("d")];
  process.env.KEEP_PROGRAMS = "";
  const others = [await run("e"), await run("f")];
  if (KEEP_PROGRAMS === undefined) delete process.env.KEEP_PROGRAMS;
  else process.env.KEEP_PROGRAMS = KEEP_PROGRAMS;

  const [first, second, failed, last] = kept;
  assert.equal(
    [...kept, ...others].map(({ exitCode }) => exitCode),
    [0, 0, 32, 0, 0, 0],
  );
  assert.equal(
    [first, second, last, ...others].map((result) => result?.outputs.before),
    ["a", "b", "d", "e", "f"].map((word) => ["function", word, word]),
  );
  assert.equal(
    second?.resources.map(({ urn }) => urn),
    [stackUrn, thingUrn("one")],
  );
  const pids = [first, second, last, ...others].map((result) => result?.outputs.pid);
  assert.is(pids[0], pids[1]);
  assert.is(new Set(pids).size, 4);
  assert.match(textsOf(failed as RunResult), "the first ends");
});
