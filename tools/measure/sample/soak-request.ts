import { createHash } from "node:crypto";
import { createClient, type InitiateRequest } from "../../../clients/typescript/src/index";
import type { JsonObject } from "../../../runtime/codec/json";
import { type Channel, channels } from "../../../runtime/request/request";
import { validBody } from "./request";

type ApiKey = { readonly value: string; readonly company_id: string; readonly project_id: string };

export type SoakRequest = {
  readonly id: string;
  readonly key: ApiKey;
  readonly channel: Channel;
  /** The recipient's address, which no other request has. */
  readonly recipient: string;
  readonly body: JsonObject;
};

/** A version 4 UUID that the seed and the number determine. */
const requestId = (seed: number, number: number): string => {
  const hex = createHash("sha256").update(`${seed}:${number}`).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
};

const FIRST_TEL = 447_400_000_000;

/** The request of a number, over all channels and projects in turn. */
export const soakRequest = (keys: readonly ApiKey[], seed: number, number: number): SoakRequest => {
  const channel = channels[number % channels.length] ?? "whatsapp";
  const key = keys[Math.floor(number / channels.length) % keys.length];
  if (key === undefined) throw new Error("the engine has no projects");
  const id = requestId(seed, number);
  const tel = `+${FIRST_TEL + 100_000 + number}`;
  const email = `soak-${number}@example.com`;
  return {
    id,
    key,
    channel,
    recipient: channel === "email" ? email : tel,
    body: validBody({
      company_data: { company_id: key.company_id, project_id: key.project_id },
      recipient_data: { recipient_tel: tel, recipient_email: email },
      request_data: { request_id: id, channel_method: channel },
      project_data: { jobID: undefined, clarificationPoints: undefined, number },
    }),
  };
};

/** Posts a request as a careful client does: again and with the same id, until it is accepted; throws when it never is. */
export const postRequest = async (baseUrl: string, { id, key, body }: SoakRequest): Promise<void> => {
  const client = createClient({ baseUrl, apiKey: key.value, tries: 8 });
  const result = await client.initiate(body as unknown as InitiateRequest);
  if (!result.ok) throw new Error(`request ${id} was not accepted: ${result.code}, ${result.message}`);
};
