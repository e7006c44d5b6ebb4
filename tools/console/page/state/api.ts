import type { ActionAnswer } from "../../api/action";

/** What the server said when it did not do as it was asked. */
class Problem extends Error {}

const problemIn = async (answer: Response): Promise<string> => {
  if (answer.status === 401) return "The console was started anew: open it by the address that its start has printed.";
  const text = await answer.text();
  try {
    const body = JSON.parse(text) as { readonly problem?: string };
    return body.problem ?? text;
  } catch {
    return text;
  }
};

const answered = async <A>(answer: Response): Promise<A> => {
  if (!answer.ok) throw new Problem(await problemIn(answer));
  return (await answer.json()) as A;
};

const unreachable = (): never => {
  throw new Problem("The console does not answer. Is its program still running?");
};

export const get = async <A>(path: string, query: Readonly<Record<string, string>> = {}): Promise<A> => {
  const text = new URLSearchParams(query).toString();
  return answered<A>(await fetch(text === "" ? path : `${path}?${text}`).catch(unreachable));
};

export const post = async <A>(path: string, body: object): Promise<A> =>
  answered<A>(
    await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(unreachable),
  );

/** Asks something that changes nothing. */
export const ask = <A>(name: string, input: object): Promise<A> => post(`/api/ask/${name}`, input);

/** Has the server do something, and tells what came of it. */
export const act = (name: string, input: object): Promise<ActionAnswer> => post(`/api/actions/${name}`, input);
