import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, parseDocument, visit } from "yaml";
import { settings } from "../../../infra/config/settings";
import { stackConfig } from "../../../infra/config/stack-config";
import { isJsonObject } from "../../../runtime/codec/json";
import { project } from "../../../tools/measure/sample/captured-program";
import { asDocumented, captured, capturedElsewhere } from "../helpers/captures";

const NAMESPACE = "ai-multi-comms:";

/** Long enough for a receipts' key. */
const PLACEHOLDER = "placeholder".repeat(3);

const examples: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(settings).map(([key, { example }]) => [`${NAMESPACE}${key}`, example]),
);

/** What Pulumi would hand over, with a placeholder for each encrypted value, which nobody can read here. */
const opened = (value: unknown, placeholder = PLACEHOLDER): unknown => {
  if (Array.isArray(value)) return value.map((item) => opened(item));
  if (!isJsonObject(value)) return value;
  if (typeof value.secure === "string") return placeholder;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner, examples[key])]));
};

const textsOf = (content: unknown): Readonly<Record<string, string>> => {
  const { config } = opened(content) as { readonly config: Readonly<Record<string, unknown>> };
  const named = Object.entries(config).map(([key, value]) => [key.replace(NAMESPACE, ""), value] as const);
  const own = named.filter(([key]) => !key.includes(":"));
  return Object.fromEntries(
    own.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
};

const stackFiles = suite("stack files of this checkout");

const found = readdirSync(project).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.slice(1) ?? []);
const fileOf = (stack: string): string => readFileSync(join(project, `Pulumi.${stack}.yaml`), "utf8");

for (const stack of new Set(["dev", "local", "prod", ...found]))
  stackFiles(`Pulumi.${stack}.yaml is a config that the program takes, whatever stands encrypted in it`, () => {
    assert.is(stackConfig(textsOf(parse(fileOf(stack))), stack, project).stack, stack);
  });

/**
 * An operator's first `stack init` adds one line: the CLI keeps lines and comments, but quotes values, writes out aliases and closes
 * up braces. From then on the file is the operator's, in any form.
 */
for (const stack of ["dev", "prod"])
  stackFiles(`Pulumi.${stack}.yaml, until it is somebody's own, stands as Pulumi's CLI would leave it`, () => {
    const text = fileOf(stack);
    if (/^(encrypt|secretsprovider)/m.test(text)) return;
    const document = parseDocument(text);
    const scalars = Object.values(document.toJS().config).filter((value) => !(value instanceof Object));

    assert.fixture(text, document.toString({ flowCollectionPadding: false, lineWidth: 0 }));
    assert.equal(
      scalars.filter((value) => typeof value !== "string"),
      [],
    );
    visit(document, {
      Alias: (_, { source }) => assert.unreachable(`*${source}`),
      Node: (_, { anchor }) => assert.is(anchor, undefined),
    });
  });

stackFiles("change nothing that is tested or measured, whatever an operator puts into them", async () => {
  assert.is(stackConfig(textsOf(parse(asDocumented)), "dev").alertsEmail, "oncall@example.org");
  const [there, here] = await Promise.all([capturedElsewhere().run, captured("dev")]);
  const declared = ({ exitCode, resources }: typeof here) => [exitCode, ...resources.map(({ urn }) => urn).sort()];
  assert.equal(declared(there), declared(here));
});
