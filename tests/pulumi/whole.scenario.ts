import * as assert from "uvu/assert";
import { isJsonObject } from "../../runtime/codec/json";
import { runProgram } from "../../tools/engine/program/run-program";
import { readStackConfig } from "../../tools/engine/program/stack-config";
import { answerLocally } from "../../tools/engine/resources/data-sources";
import { fabricate } from "../../tools/engine/resources/identity";
import { differences, plainState } from "./compare-state";
import { exported, type Lab, labWith, type StateResource, scenario } from "./lab";

const ownRun = ({ folder }: Lab, stack: string) =>
  runProgram({
    folder,
    ...readStackConfig({ folder, stack }),
    preview: false,
    create: fabricate,
    invoke: answerLocally,
  });

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
};

/** Shorter ones, such as a word of a form, may stand elsewhere by chance. */
const SHORTEST_SECRET = 12;

/** Every text in a secret of a resource; the stack's secret outputs hold addresses, too, that are none. */
const secretTexts = (resources: readonly StateResource[]): ReadonlySet<string> =>
  new Set(
    resources
      .filter(({ custom }) => custom)
      .flatMap(({ inputs, outputs }) => [plainState(inputs), plainState(outputs)])
      .flatMap(({ values, secretPaths }) =>
        secretPaths.flatMap((path) => textsIn(path.split(/[.[\]]+/).reduce<unknown>(within, values))),
      )
      .filter((text) => text.length >= SHORTEST_SECRET),
  );

const within = (value: unknown, key: string): unknown =>
  key === "" ? value : (value as Readonly<Record<string, unknown>>)[key];

/** Alarms, policies and tags take some 4,500 bytes each; the functions' code alone would be megabytes. */
const MOST_BYTES_PER_RESOURCE = 5_500;

/** The demonstration's short times are no deployed stack's. */
const policiesOf = (stack: string): readonly string[] => (stack === "local" ? [] : ["--policy-pack", "tools/policy"]);

for (const stack of ["dev", "prod", "local"])
  scenario(
    `${stack}: a second preview and a refresh find nothing to do, and the state is what the own engine records, small and without a secret in clear`,
    async () => {
      const lab = await labWith(stack);
      const own = ownRun(lab, stack);

      const again = await lab.done("preview", "--stack", stack, "--expect-no-changes", ...policiesOf(stack));
      await lab.done("refresh", "--stack", stack, "--preview-only", "--expect-no-changes");
      const open = await exported(lab, stack, "--show-secrets");
      const { text } = await exported(lab, stack);

      assert.match(again, /ai-multi-comms.*[\s\S]*\d+ unchanged/);
      assert.equal(differences(await own, open.resources), []);
      const secrets = secretTexts(open.resources);
      assert.ok(secrets.size > 0);
      assert.equal([...secrets].filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1))).length, 0);
      assert.ok(text.length < MOST_BYTES_PER_RESOURCE * open.resources.length, `${text.length} bytes`);
    },
  );
