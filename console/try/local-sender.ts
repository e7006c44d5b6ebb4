import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { arrangements } from "../api/arrangement";
import type { TryAnswer } from "../api/try-answer";
import type { Sender } from "../server/console-parts";
import { choiceField, projectField } from "../server/input";
import { BadInput } from "../server/reply";
import type { LocalEngine } from "../source/local/local-engine";
import { arrange } from "./arrange";

const keyChoices = ["own", "other", "none"] as const;

const conversationIn = (text: string): string | null => {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) && typeof body.conversation_id === "string" ? body.conversation_id : null;
  } catch {
    return null;
  }
};

const bodyOf = ({ body }: JsonObject): string => {
  if (typeof body !== "string") throw new BadInput("body must be the text to send");
  return body;
};

/** Sends requests to a local engine's API with its projects' keys. */
export const localSender = (engine: LocalEngine): Sender => {
  const keyOf = (company: string, project: string): string | undefined =>
    engine.ready.apiKeys.find(({ company_id, project_id }) => company_id === company && project_id === project)?.value;

  const post = async (body: string, key: string | undefined): Promise<TryAnswer> => {
    const began = performance.now();
    const answer = await fetch(`${engine.ready.apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined ? {} : { "x-api-key": key }) },
      body,
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text,
      milliseconds: Math.round(performance.now() - began),
      conversation_id: conversationIn(text),
    };
  };

  return {
    keyOf,
    send: async (input) => {
      const project = projectField(input);
      const body = bodyOf(input);
      const choice = choiceField(input, "key", keyChoices);
      const arrangement = input.arrangement === undefined ? undefined : choiceField(input, "arrangement", arrangements);
      const own = keyOf(project.company_id, project.project_id);
      const other = engine.ready.apiKeys.find(({ value }) => value !== own)?.value;
      const key = { own, other, none: undefined }[choice];
      const arranged = await arrange(engine, project, arrangement);
      try {
        return await post(body.replaceAll(project.project_id, arranged.project.project_id), key);
      } finally {
        await arranged.end();
      }
    },
  };
};
