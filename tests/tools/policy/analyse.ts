import { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } from "@pulumi/policy/server";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { RegisteredResource } from "../../../tools/engine/program/deployment";
import { toStruct } from "../../../tools/engine/program/wire";
import { policies } from "../../../tools/policy/rules";

/** What of a resource the rules can see. */
export type Analysed = Pick<RegisteredResource, "type" | "name" | "urn" | "inputs"> &
  Partial<
    Pick<RegisteredResource, "protect" | "additionalSecretOutputs" | "parent" | "dependencies" | "propertyDependencies">
  >;

type Violation = { readonly rule: string; readonly resource: string; readonly message: string };

const PACK = ["ai-multi-comms", "0.1.0", "mandatory"] as const;

const optionsOf = ({ protect = false, additionalSecretOutputs = [] }: Analysed): AnalyzerResourceOptions =>
  new AnalyzerResourceOptions().setProtect(protect).setAdditionalsecretoutputsList([...additionalSecretOutputs]);

/** Without the code: megabytes that no rule looks at. */
const propertiesOf = ({ inputs: { code: _, ...others } }: Analysed) => toStruct(others);

const requestFor = (resource: Analysed): AnalyzeRequest =>
  new AnalyzeRequest()
    .setType(resource.type)
    .setName(resource.name)
    .setUrn(resource.urn)
    .setProperties(propertiesOf(resource))
    .setOptions(optionsOf(resource));

const inStack = (resource: Analysed): AnalyzerResource => {
  const one = new AnalyzerResource()
    .setType(resource.type)
    .setName(resource.name)
    .setUrn(resource.urn)
    .setProperties(propertiesOf(resource))
    .setOptions(optionsOf(resource))
    .setParent(resource.parent ?? "")
    .setDependenciesList([...(resource.dependencies ?? [])]);
  for (const [name, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    one.getPropertydependenciesMap().set(name, new AnalyzerPropertyDependencies().setUrnsList([...urns]));
  }
  return one;
};

type Answer = (callback: (error: unknown, answer: AnalyzeResponse | undefined) => void) => Promise<void>;

const violationsIn = (answer: Answer, resource: string): Promise<readonly Violation[]> =>
  new Promise((resolve, reject) => {
    const settle = (error: unknown, response: AnalyzeResponse | undefined): void => {
      if (response === undefined) reject(error);
      else
        resolve(
          response.getDiagnosticsList().map((one) => ({
            rule: one.getPolicyname(),
            resource: one.getUrn() === "" ? resource : (one.getUrn().split("::").at(-1) ?? ""),
            message: one.getMessage().split("\n").at(-1) ?? "",
          })),
        );
    };
    answer(settle).catch(reject);
  });

/** What the policy pack says of resources, asked as the Pulumi CLI asks it. */
export const analyse = async (resources: readonly Analysed[]): Promise<readonly Violation[]> => {
  const one = makeAnalyzeRpcFun(...PACK, [...policies]);
  const all = makeAnalyzeStackRpcFun(...PACK, [...policies]);
  const request = new AnalyzeStackRequest().setResourcesList(resources.map(inStack));
  const single = await Promise.all(
    resources.map((resource) =>
      violationsIn((callback) => one({ request: requestFor(resource) }, callback), resource.name),
    ),
  );
  return [...single.flat(), ...(await violationsIn((callback) => all({ request }, callback), "stack"))];
};
