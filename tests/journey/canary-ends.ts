import type { JsonObject } from "../../runtime/codec/json-object";
import type { Channel } from "../../runtime/request/channel";
import type { Journey } from "./journey-engine";
import { newProject } from "./projects";
import type { Request } from "./requests";

/** How a canary request comes to a bad end: in which project it is made, and what fails. */
type End = {
  readonly project: (journey: Journey, channel: Channel, canaries: JsonObject) => Promise<JsonObject>;
  readonly fault: (journey: Journey, request: Request) => void;
};

const canaryProject: End["project"] = async (_, __, canaries) => canaries;

/** The bad ends by the status that they leave. */
export const canaryEnds: Readonly<Record<string, End>> = {
  failed_to_send_message: {
    project: canaryProject,
    fault: ({ providers }, { channel, recipient: to }) =>
      void providers.faults.add({
        provider: channel === "email" ? "sendgrid" : "twilio",
        match: { to },
        times: "always",
        fault: channel === "email" ? { status: 400 } : { code: 21610 },
      }),
  },
  failed_to_process_ai: {
    project: canaryProject,
    fault: ({ providers }, { requestId: contains }) =>
      void providers.faults.add({
        provider: "openai",
        match: { contains },
        times: "always",
        fault: { assistant: "invalid_json" },
      }),
  },
  failed_secrets_fetch: {
    project: (journey, channel) =>
      newProject(journey, {
        channel_config: { [channel]: { [`${channel}_credentials_id`]: `ai-multi-comms/none/${channel}-local` } },
      }),
    fault: () => undefined,
  },
};
