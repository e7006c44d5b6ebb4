import type { Job } from "./workflow-files";

type Plain = string | { readonly [name: string]: Plain };

export type Contexts = { readonly [name: string]: Plain };

const library = () => import("@actions/expressions");
type Data = Awaited<ReturnType<typeof library>>["data"];

const textData = (data: Data, text: string) => new data.StringData(text);

const dictionary = (data: Data, contexts: Contexts): InstanceType<Data["Dictionary"]> =>
  new data.Dictionary(
    ...Object.entries(contexts).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? textData(data, value) : dictionary(data, value),
    })),
  );

/** Whether GitHub would start a job in the contexts given, by GitHub's own evaluator of expressions. */
export const runsFor = async (job: Job, contexts: Contexts): Promise<boolean> => {
  if (job.if === undefined) return true;
  const { data, Evaluator, Lexer, Parser } = await library();
  // A status function, which GitHub's evaluator leaves to its caller.
  const always = { name: "always", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
  const expression = new Parser(new Lexer(job.if).lex().tokens, Object.keys(contexts), [always]).parse();
  const result = new Evaluator(expression, dictionary(data, contexts), new Map([["always", always]])).evaluate();
  return result instanceof data.BooleanData && result.value;
};
