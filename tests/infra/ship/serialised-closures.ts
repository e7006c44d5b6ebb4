import { runSource } from "../../tools/engine/temporary-program";

/**
 * Closures as Pulumi serialises them, by name. `makeRouter` and `decide` stand for functions of the runtime that
 * refer-to-runtime has marked.
 */
const source = `
import * as pulumi from "@pulumi/pulumi";
import * as t from "io-ts";

const marked = (file: string, name: string) => {
  const fn = (...args: unknown[]): any => args;
  (fn as any).captureReplacement = () =>
    new Function(\`return (...args) => require(\${JSON.stringify("./runtime/" + file)}).\${name}(...args)\`)();
  return fn;
};
const makeRouter = marked("handlers/router", "makeRouter");

const settings = { version: "1.0.0", corsOrigins: ["*"], nothing: undefined, text: 'require("./infra/x"), function __f7(' };
class Project { kind = "p"; name() { return this.kind; } }
const Body = t.type({ a: t.string });
const twice = (n: number) => 2 * n;
const table = new Map([[1, 2]]);
const since = new Date(0);

const closures: Record<string, () => any> = {
  plain: () => makeRouter(settings),
  codec: () => { const handle = makeRouter(settings); return async (event: unknown) => Body.decode(event) && handle(event); },
  class: () => { const handle = makeRouter(settings); return async (event: unknown) => new Project().name() && handle(event); },
  function: () => { const handle = makeRouter(settings); return async (event: unknown) => twice(1) && handle(event); },
  map: () => makeRouter(table),
  date: () => makeRouter(since),
  nothing: () => async (event: unknown) => event,
};

const serialise = async (closure: () => unknown): Promise<string> =>
  (await pulumi.runtime.serializeFunction(closure, { isFactoryFunction: true } as any)).text;

export const texts = Promise.all(
  Object.entries(closures).map(async ([name, closure]) => [name, await serialise(closure)]),
).then(Object.fromEntries);
`;

let texts: Promise<Readonly<Record<string, string>>> | undefined;

const serialise = async (): Promise<Readonly<Record<string, string>>> => {
  const { outputs, messages } = await runSource(source);
  if (outputs.texts === undefined) throw new Error(messages.map(({ text }) => text).join("\n"));
  return outputs.texts as Readonly<Record<string, string>>;
};

/** The serialised text of one of the closures above. */
export const serialisedClosure = async (name: string): Promise<string> => {
  texts ??= serialise();
  const text = (await texts)[name];
  if (text === undefined) throw new Error(`there is no closure ${name}`);
  return text;
};
