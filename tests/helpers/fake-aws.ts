type Command = { readonly constructor: { readonly name: string }; readonly input: unknown };

/** A client that answers by the command's name, and keeps what it was asked; for what no stand-in of ours speaks. */
export const fakeAws = <Client extends object>(
  of: { readonly prototype: Client },
  answers: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>,
): { readonly client: Client; readonly asked: (readonly [string, unknown])[] } => {
  const asked: (readonly [string, unknown])[] = [];
  const send = async ({ constructor: { name }, input }: Command): Promise<unknown> => {
    asked.push([name, input]);
    const answer = answers[name];
    if (answer === undefined) throw new Error(`nobody answers ${name}`);
    return answer(input as Readonly<Record<string, unknown>>);
  };
  return { client: Object.assign(Object.create(of.prototype), { send }), asked };
};
