import type { ProjectView } from "../../api/about";
import { exampleData, requestOf, type TryAnswer, type TryForm } from "../../api/try-request";
import { post } from "../state/api";
import type { Example } from "./examples";

/** The form as it stands at first: a sound request of the first project. */
export const startForm = (projects: readonly ProjectView[]): TryForm | undefined => {
  const project = projects.find(({ channels, status }) => status === "active" && channels.length > 0);
  const [channel] = project?.channels ?? [];
  return (
    project &&
    channel && {
      company_id: project.company_id,
      project_id: project.project_id,
      channel,
      first_name: "Ada",
      last_name: "Byron",
      tel: "+447400123456",
      email: "ada@example.com",
      consent: true,
      project_data: JSON.stringify(exampleData, null, 2),
      consent_data: "",
    }
  );
};

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

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const MASK = "$API_KEY";
const MOST_SHOWN = 4_000;

/** The command that sends the same request; without a key given it is left to a variable. */
export const curlText = (url: string | null, body: string, key: string | undefined): string => {
  const data = body.length > MOST_SHOWN ? `@request.json  # ${body.length} characters` : quoted(body);
  return [
    `curl -s ${url ?? "API_URL/initiate-conversation"}`,
    key === undefined ? `-H "x-api-key: ${MASK}"` : `-H ${quoted(`x-api-key: ${key}`)}`,
    "-H 'content-type: application/json'",
    `-d ${data}`,
  ].join(" \\\n  ");
};
