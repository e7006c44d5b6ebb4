/** What a promise rejects with, as a record of the named fields; fails when it resolves. */
export const rejection = async <K extends string>(
  promise: PromiseLike<unknown>,
  ...fields: readonly K[]
): Promise<Readonly<Record<K, unknown>>> => {
  let caught: unknown;
  try {
    await promise;
  } catch (error) {
    caught = error;
  }
  if (typeof caught !== "object" || caught === null) throw new Error("expected a rejection");
  const held: object = caught;
  return Object.fromEntries(fields.map((field) => [field, Reflect.get(held, field)])) as Record<K, unknown>;
};
