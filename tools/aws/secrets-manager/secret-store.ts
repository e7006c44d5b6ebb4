import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isIdOf, makeSecretArn, type Secret } from "./secret";
import { refused, type Served, serviceError } from "./service-error";

const DAY_MILLIS = 86_400_000;

export type SecretStore = ReturnType<typeof makeSecretStore>;

export type NewSecret = {
  readonly description?: string | undefined;
  readonly arn?: string | undefined;
};

/** All secrets of one stand-in, in memory; one whose recovery window is over is gone. */
export const makeSecretStore = (region: string, now: () => number) => {
  const secrets = new Map<string, Secret>();
  const all = (): readonly Secret[] => {
    for (const { name, deletionAt } of secrets.values())
      if (deletionAt !== undefined && deletionAt <= now()) secrets.delete(name);
    return [...secrets.values()];
  };
  const find = (id: string): Secret | undefined => all().find((secret) => isIdOf(secret, id));
  const get = (id: string): Served<Secret> => {
    const secret = find(id);
    return secret === undefined
      ? refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
      : E.right(secret);
  };
  const getUsable = (id: string): Served<Secret> =>
    pipe(
      get(id),
      E.filterOrElse(
        ({ deletionAt }) => deletionAt === undefined,
        () =>
          serviceError(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was marked for deletion.",
          ),
      ),
    );
  const save = (secret: Secret): Secret => {
    secrets.set(secret.name, secret);
    return secret;
  };
  return {
    now,
    all,
    find,
    /** Also one marked as deleted. */
    get,
    /** One that is not marked as deleted. */
    getUsable,
    save,
    remove: (id: string): void => void secrets.delete(find(id)?.name ?? id),
    /** Has a secret go for good after so many days. */
    markAsDeleted: (id: string, days: number): Served<Secret> =>
      pipe(
        getUsable(id),
        E.map((secret) => save({ ...secret, deletionAt: now() + days * DAY_MILLIS })),
      ),
    create: (name: string, { description, arn }: NewSecret): Served<Secret> => {
      const existing = all().find((secret) => secret.name === name);
      if (existing?.deletionAt !== undefined)
        return refused(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
      if (existing !== undefined)
        return refused("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
      const times = { createdAt: now(), changedAt: now(), deletionAt: undefined };
      const known = { name, arn: arn ?? makeSecretArn(region, name), description };
      return E.right(save({ ...known, ...times, versions: [] }));
    },
  };
};
