/** An error as AWS Secrets Manager names it; thrown by operations and answered by the server. */
export type ServiceError = {
  readonly _tag: "ServiceError";
  readonly type: string;
  readonly status: 400 | 500;
  readonly message: string;
};

export const serviceError = (type: string, message: string, status: 400 | 500 = 400): ServiceError => ({
  _tag: "ServiceError",
  type,
  status,
  message,
});

export const isServiceError = (value: unknown): value is ServiceError =>
  typeof value === "object" && value !== null && "_tag" in value && value._tag === "ServiceError";

export const notFound = (): ServiceError =>
  serviceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

export const markedForDeletion = (): ServiceError =>
  serviceError(
    "InvalidRequestException",
    "You can't perform this operation on the secret because it was marked for deletion.",
  );

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
