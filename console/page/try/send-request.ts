import type { TryForm } from "../../api/example-request";
import { requestOf } from "../../api/example-request";
import type { TryAnswer } from "../../api/try-answer";
import { post } from "../state/api";
import type { Example } from "./examples";

/** A request that was sent, with the answer and what it should have been. */
export type Sent = { readonly body: string; readonly answer: TryAnswer; readonly example: Example | undefined };

/** Sends a filled form as it is, or as an example changes it. */
export const sendRequest = async (form: TryForm, example: Example | undefined): Promise<Sent> => {
  const request = requestOf(form, crypto.randomUUID(), new Date());
  const body = example === undefined ? JSON.stringify(request) : example.body(request);
  const { company_id, project_id } = form;
  const answer = await post<TryAnswer>("/api/try", {
    project: { company_id, project_id },
    body,
    key: example?.key ?? "own",
    ...(example?.arrangement === undefined ? {} : { arrangement: example.arrangement }),
  });
  return { body, answer, example };
};
