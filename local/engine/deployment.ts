import type { RegisteredResource } from "./registered-resource";
import type { RunMessage, RunOptions } from "./run-types";
import { urnParts } from "./urn";

/** What one run has seen so far. */
export type Deployment = {
  readonly options: RunOptions;
  readonly claimUrn: (urn: string) => void;
  readonly find: (urn: string) => RegisteredResource | undefined;
  readonly add: (resource: RegisteredResource) => void;
  readonly setOutputs: (urn: string, outputs: Readonly<Record<string, unknown>>, secrets: readonly string[]) => void;
  readonly report: (message: RunMessage) => void;
  readonly resources: () => readonly RegisteredResource[];
  readonly outputs: () => Readonly<Record<string, unknown>>;
  readonly secretOutputs: () => readonly string[];
  readonly messages: () => readonly RunMessage[];
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
    add: (resource) => {
      resources.set(resource.urn, resource);
      options.onResource?.(resource);
    },
    setOutputs: (urn, outputs, secrets) => {
      if (urnParts(urn).qualifiedType === "pulumi:pulumi:Stack") {
        stackOutputs = outputs;
        secretOutputs = secrets;
      }
      const resource = resources.get(urn);
      if (resource !== undefined) resources.set(urn, { ...resource, state: { ...resource.state, ...outputs } });
    },
    report: (message) => {
      messages.push(message);
      options.onMessage?.(message);
    },
    resources: () => [...resources.values()],
    outputs: () => stackOutputs,
    secretOutputs: () => secretOutputs,
    messages: () => messages,
  };
};
