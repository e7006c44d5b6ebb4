import * as E from "fp-ts/Either";

/** An error as AWS Secrets Manager names it. */
export type ServiceError = { readonly type: string; readonly status: 400 | 500; readonly message: string };

export type Served<A> = E.Either<ServiceError, A>;

export const serviceError = (type: string, message: string, status: 400 | 500 = 400): ServiceError => ({
  type,
  status,
  message,
});

export const refused = (type: string, message: string): Served<never> => E.left(serviceError(type, message));

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
    next: (name: string): Served<void> => {
      const fault = planned.get(name)?.shift();
      return fault === undefined ? E.right(undefined) : E.left(errors[fault]);
    },
  };
};
