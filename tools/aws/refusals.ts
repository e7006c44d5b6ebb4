/** A call of an AWS service, with the JSON text that a client sent. */
export type AwsCall = { readonly operation: string; readonly body: string };

/** An error of the service's own, in place of its answer. */
type Refusal = { readonly status: number; readonly type: string };

/** The calls that a stand-in refuses on purpose, each with the error that is answered; the service's own one where none is given. */
export const makeRefusals = (shape: string, usual: Refusal) => {
  const all = new Set<{ readonly matches: (call: AwsCall) => boolean; readonly refusal: Refusal }>();
  return {
    /** Answers an error to the calls that match, until the function that it gives is called. */
    refuse: (matches: (call: AwsCall) => boolean, refusal = usual): (() => void) => {
      const one = { matches, refusal };
      all.add(one);
      return () => void all.delete(one);
    },
    /** The answer to a call that is refused. */
    answerTo: (call: AwsCall): { readonly status: number; readonly body: object } | undefined => {
      const { status, type } = [...all].find(({ matches }) => matches(call))?.refusal ?? {};
      return status === undefined
        ? undefined
        : { status, body: { __type: `${shape}#${type}`, message: "refused on purpose" } };
    },
  };
};
