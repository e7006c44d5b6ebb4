import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import published from "../../docs/openapi.json";
import type { JsonObject } from "../../runtime/codec/json";
import { deepOverride } from "../../tools/measure/sample/deep-override";

const text = { type: "string", pattern: "^[^\\u0000]*$", maxLength: 200 };
const names = { minLength: 1, maxLength: 100, pattern: "^[^\\u0000]*$" };

/** What the description says of data in words: no NUL, numbers that are kept exactly, names that are not empty, sizes. */
const keptValue = {
  anyOf: [
    text,
    { type: "boolean" },
    { type: "null" },
    { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    { type: "number", minimum: 1e-130, maximum: Number.MAX_SAFE_INTEGER },
    { type: "array", maxItems: 3, items: { $ref: "#/components/schemas/Kept" } },
    {
      type: "object",
      maxProperties: 3,
      propertyNames: names,
      additionalProperties: { $ref: "#/components/schemas/Kept" },
    },
  ],
};

type Project = { readonly company_id: string; readonly project_id: string };

/** The description, narrowed by what only words say: which project and place there is, which numbers are possible, what can be kept. */
const narrowed = ({ company_id, project_id }: Project): JsonObject => {
  const { Request } = published.components.schemas;
  const own = deepOverride(Request, {
    properties: {
      company_data: { properties: { company_id: { enum: [company_id] }, project_id: { enum: [project_id] } } },
      recipient_data: {
        required: ["comms_consent", "recipient_tel", "recipient_email"],
        properties: {
          recipient_tel: { pattern: "^\\+447400[0-9]{6}$" },
          recipient_first_name: text,
          recipient_last_name: text,
        },
        propertyNames: names,
        additionalProperties: text,
      },
      project_data: {
        propertyNames: names,
        maxProperties: 5,
        additionalProperties: { $ref: "#/components/schemas/Kept" },
      },
    },
  });
  const given: Readonly<Record<string, readonly string[]>> = {
    company_id: [company_id],
    project_id: [project_id],
    cursor: [Buffer.from("2026-11-20T11:45:34.501Z user SM1").toString("base64url")],
  };
  const placed = JSON.parse(JSON.stringify(published), (_, part) =>
    given[part?.name] === undefined ? part : { ...part, schema: { type: "string", enum: given[part.name] } },
  );
  return deepOverride(placed, { components: { schemas: { Request: own, Kept: keptValue } } });
};

/** What a valid call may be answered with: what became of it before, and what a project's key, consent and limits allow. */
const CONFIG = `[checks.positive_data_acceptance]
expected-statuses = [200, 403, 404, 409, 429]

[generation]
allow-x00 = false
`;

const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "positive_data_acceptance",
  "ignored_auth",
];

export type Fuzzing = {
  readonly url: string;
  readonly key: string;
  readonly project: Project;
  readonly cases: number;
  readonly seed: number;
};

/** Runs schemathesis over a running engine, its progress shown; whether it found nothing. */
export const fuzz = (tools: string, work: string, { url, key, project, cases, seed }: Fuzzing): Promise<boolean> => {
  const folder = join(work, "schemathesis");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(narrowed(project)));
  writeFileSync(join(folder, "schemathesis.toml"), CONFIG);
  const words = [
    "--config-file",
    "schemathesis.toml",
    "run",
    "openapi.json",
    "--url",
    url,
    "--header",
    `x-api-key:${key}`,
  ];
  const how = ["--checks", CHECKS.join(","), "--max-examples", String(cases), "--seed", String(seed), "--no-color"];
  const health = ["--suppress-health-check", "all", "--phases", "examples,coverage,fuzzing", "--continue-on-failure"];
  const child = spawn(join(tools, "bin/schemathesis"), [...words, ...how, ...health], {
    cwd: folder,
    stdio: "inherit",
  });
  return new Promise((done, failed) => {
    child.once("error", failed).once("close", (code) => done(code === 0));
  });
};
