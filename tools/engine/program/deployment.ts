import { stripVTControlCharacters } from "node:util";
import { urnParts } from "./wire";

/** A resource as the program declared it and as it was created. */
export type RegisteredResource = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** A component whose children a plugin of the Pulumi CLI would make; here it has none. */
  readonly remote: boolean;
  /** The parent's urn, or "". */
  readonly parent: string;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Paths of inputs that are secret, such as `environment.variables.KEY`. */
  readonly secretInputs: readonly string[];
  readonly state: Readonly<Record<string, unknown>>;
  readonly additionalSecretOutputs: readonly string[];
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly retainOnDelete: boolean;
};

export type ResourceContext = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly preview: boolean;
  readonly ignoreChanges: readonly string[];
};

export type Created = { readonly id: string; readonly state: Readonly<Record<string, unknown>> };

/** Makes one resource; the state is added to the inputs. A thrown error's message is what the program and its user see. */
export type CreateResource = (inputs: Readonly<Record<string, unknown>>, context: ResourceContext) => Promise<Created>;

/** Answers one data source, such as `aws:index/getRegion:getRegion`. */
export type InvokeFunction = (
  args: Readonly<Record<string, unknown>>,
  token: string,
) => Promise<Readonly<Record<string, unknown>>>;

export type MessageSeverity = "debug" | "info" | "warning" | "error";
type RunMessage = { readonly severity: MessageSeverity; readonly text: string; readonly urn: string };

export type RunResult = {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Paths of stack outputs that are secret. */
  readonly secretOutputs: readonly string[];
  readonly messages: readonly RunMessage[];
  /** 0 when all went well; 32 when Pulumi's runner has reported an error of the program. */
  readonly exitCode: number;
};

export type RunOptions = {
  /** The folder of Pulumi.yaml, whose node_modules hold @pulumi/pulumi. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
  /** Full keys (`namespace:key`); structures as JSON text, as Pulumi passes them. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
  /** The compiler's settings, a file of the folder; tsconfig.json if nothing else is said. */
  readonly tsconfig?: string;
  readonly preview: boolean;
  readonly create: CreateResource;
  readonly invoke: InvokeFunction;
  readonly onMessage?: (message: RunMessage) => void;
  /** Further environment variables of the program. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the program before it has finished. */
  readonly signal?: AbortSignal;
};

/** What one run has seen so far. */
export type Deployment = {
  readonly options: RunOptions;
  readonly claimUrn: (urn: string) => void;
  readonly find: (urn: string) => RegisteredResource | undefined;
  readonly add: (resource: RegisteredResource) => void;
  readonly setOutputs: (urn: string, outputs: Readonly<Record<string, unknown>>, secrets: readonly string[]) => void;
  readonly report: (message: RunMessage) => void;
  readonly messages: readonly RunMessage[];
  readonly result: () => Omit<RunResult, "exitCode">;
};

/** What a program died of, without the stack but for the program's own place in it. */
const withoutFrames = (text: string): string => {
  const [words = "", ...frames] = stripVTControlCharacters(text).split(/\n +at /);
  const [own] = frames.filter((frame) => !/node_modules|node:/.test(frame));
  return [words.replace("<ref *1> ", ""), ...(own === undefined ? [] : [own.split("\n")[0]])].join("\n    at ").trim();
};

export const startDeployment = (options: RunOptions): Deployment => {
  const claimed = new Set<string>();
  const resources = new Map<string, RegisteredResource>();
  const messages: RunMessage[] = [];
  let stackOutputs: Readonly<Record<string, unknown>> = {};
  let secretOutputs: readonly string[] = [];
  return {
    options,
    claimUrn: (urn) => {
      if (claimed.has(urn)) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
      claimed.add(urn);
    },
    find: (urn) => resources.get(urn),
    add: (resource) => void resources.set(resource.urn, resource),
    setOutputs: (urn, outputs, secrets) => {
      if (urnParts(urn).qualifiedType === "pulumi:pulumi:Stack") {
        stackOutputs = outputs;
        secretOutputs = secrets;
      }
      const resource = resources.get(urn);
      if (resource !== undefined) resources.set(urn, { ...resource, state: { ...resource.state, ...outputs } });
    },
    report: (told) => {
      const message = told.severity === "error" ? { ...told, text: withoutFrames(told.text) } : told;
      messages.push(message);
      options.onMessage?.(message);
    },
    messages,
    result: () => ({ resources: [...resources.values()], outputs: stackOutputs, secretOutputs, messages }),
  };
};
