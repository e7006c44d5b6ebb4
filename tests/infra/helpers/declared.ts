import * as assert from "uvu/assert";
import type { RegisteredResource, RunResult } from "../../../tools/engine/program/deployment";

/** Resources of a type such as `sqs/queue:Queue`. */
export const allOf = ({ resources }: RunResult, type: string): readonly RegisteredResource[] =>
  resources.filter((resource) => resource.type === `aws:${type}`);

/** Inputs of all resources of a type, by logical name. */
export const inputsByName = (run: RunResult, type: string): Readonly<Record<string, RegisteredResource["inputs"]>> =>
  Object.fromEntries(allOf(run, type).map(({ name, inputs }) => [name, inputs]));

/** The resource of that type and logical name; an error names it when there is not exactly one. */
export const oneOf = (run: RunResult, type: string, name: string): RegisteredResource => {
  const found = allOf(run, type).filter((resource) => resource.name === name);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} × ${type} ${name} are declared`);
  return resource;
};

export const inputsOf = (run: RunResult, type: string, name: string): Readonly<Record<string, unknown>> =>
  oneOf(run, type, name).inputs;

/** Fails unless one resource is made only after some others. */
export const assertMadeAfter = (
  run: RunResult,
  [type, name]: readonly [string, string],
  ...earlier: readonly (readonly [string, string])[]
): void => {
  const { dependencies } = oneOf(run, type, name);
  assertNone(earlier.map(([type, name]) => oneOf(run, type, name).urn).filter((urn) => !dependencies.includes(urn)));
};

/** Fails with what there is of what should not be. */
export const assertNone = (found: readonly unknown[]): void => assert.equal(found, []);

/** JSON text that a resource was given. */
export const parsed = (text: unknown): unknown => JSON.parse(String(text));

export const ACCOUNT = "000000000000";
export const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-north-1:${ACCOUNT}:${rest}`;
export const queueUrl = (name: string): string => `https://sqs.eu-north-1.amazonaws.com/${ACCOUNT}/${name}`;

/** When a table's stream was begun, as its ARN ends. */
export const STREAM = "2026-01-01T00:00:00.000";

type Statement = Readonly<Record<string, unknown>>;

export const policyOf = (...statements: readonly Statement[]) => ({ Version: "2012-10-17", Statement: statements });

/** What keeps callers without TLS from a service's resource. */
export const tlsOnly = (service: string, Resource: string | readonly string[]): Statement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: `${service}:*`,
  Resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

export const channelNames = ["whatsapp", "sms", "email"] as const;
