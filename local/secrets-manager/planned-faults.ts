import { type ServiceError, serviceError } from "./service-error";

export type PlannedFault = "throttling" | "internal";

const errors: Readonly<Record<PlannedFault, ServiceError>> = {
  throttling: serviceError("ThrottlingException", "Rate exceeded"),
  internal: serviceError("InternalServiceError", "An error occurred on the server side.", 500),
};

/** Faults to be met by the next reads of a secret, by its name. */
export const makePlannedFaults = () => {
  const planned = new Map<string, PlannedFault[]>();
  return {
    plan: (name: string, fault: PlannedFault, times: number): void =>
      void planned.set(name, [...(planned.get(name) ?? []), ...Array<PlannedFault>(times).fill(fault)]),
    next: (name: string): ServiceError | undefined => {
      const fault = planned.get(name)?.shift();
      return fault && errors[fault];
    },
  };
};
