/** A port's function that the test did not give: it fails with its own name, which even a log without messages shows. */
export const notGiven = (port: string) => (): never => {
  const error = new Error(`the test gives no ${port}`);
  error.name = `NotGiven(${port})`;
  throw error;
};

/** A port of which the test gives no function. */
export const barePort = <P extends object>(name: string): P =>
  new Proxy<P>(Object.create(null), { get: (_, member) => notGiven(`${name}.${String(member)}`) });
