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
