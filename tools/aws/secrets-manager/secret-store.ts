import { isIdOf, makeSecretArn, type Secret } from "./secret";
import { markedForDeletion, notFound, serviceError } from "./service-error";

export type SecretStore = ReturnType<typeof makeSecretStore>;

export type NewSecret = {
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
  readonly arn?: string | undefined;
};

/** All secrets of one stand-in, in memory; one whose recovery window is over is gone. */
export const makeSecretStore = (region: string, now: () => number) => {
  const secrets = new Map<string, Secret>();
  const purge = () => {
    for (const secret of secrets.values())
      if (secret.deletionAt !== undefined && secret.deletionAt <= now()) secrets.delete(secret.name);
  };
  const all = (): readonly Secret[] => {
    purge();
    return [...secrets.values()];
  };
  const find = (id: string): Secret | undefined => all().find((secret) => isIdOf(secret, id));
  const get = (id: string): Secret => {
    const secret = find(id);
    if (secret === undefined) throw notFound();
    return secret;
  };
  return {
    now,
    all,
    find,
    /** Also one marked as deleted. */
    get,
    /** One that is not marked as deleted. */
    getUsable: (id: string): Secret => {
      const secret = get(id);
      if (secret.deletionAt !== undefined) throw markedForDeletion();
      return secret;
    },
    save: (secret: Secret): void => void secrets.set(secret.name, secret),
    remove: (id: string): void => void secrets.delete(find(id)?.name ?? id),
    create: (name: string, { description, kmsKeyId, tags = {}, arn }: NewSecret): Secret => {
      const existing = all().find((secret) => secret.name === name);
      if (existing?.deletionAt !== undefined)
        throw serviceError(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
      if (existing !== undefined)
        throw serviceError(
          "ResourceExistsException",
          `The operation failed because the secret ${name} already exists.`,
        );
      const times = { createdAt: now(), changedAt: now(), deletionAt: undefined };
      const known = { name, arn: arn ?? makeSecretArn(region, name), description, kmsKeyId, tags };
      const secret: Secret = { ...known, versions: [], ...times };
      secrets.set(name, secret);
      return secret;
    },
  };
};
