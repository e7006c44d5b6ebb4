/** Why a command did not do what it was asked to, in words for the operator. */
export type Refusal = { readonly refusal: string };

export const refuse = (refusal: string): Refusal => ({ refusal });

export const isRefusal = (answer: object): answer is Refusal => "refusal" in answer;
