import type { RegisteredResource, RunResult } from "../../../tools/engine/program/deployment";
import type { Call } from "./evaluate-policies";

/**
 * Calls that the AWS provider makes for one resource over its life: actions with spaces between them, of the service in
 * the resource's ARN where none is named.
 */
export type Need = {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly read?: string;
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
};

/** What a type needs, by one of its resources. */
export type Needs = Readonly<Record<string, (resource: RegisteredResource, run: RunResult) => readonly Need[]>>;

type Kind = "read" | "create" | "update" | "delete";

/** The calls of some kinds. */
export const callsOf = (needs: readonly Need[], ...kinds: readonly Kind[]): readonly Call[] =>
  needs.flatMap(({ resource, context, ...need }) =>
    kinds
      .flatMap((kind) => need[kind]?.split(" ") ?? [])
      .map((action) => ({
        action: action.includes(":") ? action : `${resource.split(":")[2]}:${action}`,
        resource,
        ...(context ? { context } : {}),
      })),
  );

export const arnOf = ({ state }: RegisteredResource): string => String(state.arn);

/** A resource's service needs the same ARN for everything. */
export const onItself =
  (need: Omit<Need, "resource">) =>
  (resource: RegisteredResource): readonly Need[] => [{ ...need, resource: arnOf(resource) }];
