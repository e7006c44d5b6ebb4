/** An answer of the console. */
export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export const json = (body: unknown, status = 200): Reply => ({
  status,
  type: "application/json; charset=utf-8",
  body: JSON.stringify(body),
});

export const plain = (text: string, status: number): Reply => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${text}\n`,
});

/** What a person did wrong, in words; the field is named. */
export class BadInput extends Error {}

export const problem = (text: string, status: number): Reply => json({ problem: text }, status);
