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
