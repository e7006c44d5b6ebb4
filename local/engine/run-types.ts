import type { RegisteredResource } from "./registered-resource";

export type ResourceContext = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly preview: boolean;
  /** Urns under which the resource may be known from before. */
  readonly aliases: readonly string[];
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
export type RunMessage = { readonly severity: MessageSeverity; readonly text: string; readonly urn: string };

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
  readonly preview: boolean;
  readonly create: CreateResource;
  readonly invoke: InvokeFunction;
  readonly onMessage?: (message: RunMessage) => void;
  readonly onResource?: (resource: RegisteredResource) => void;
  /** Further environment variables of the program. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Keeps Pulumi's debug messages, which show secret values. */
  readonly debug?: boolean;
  /** Ends the program before it has finished. */
  readonly signal?: AbortSignal;
};
