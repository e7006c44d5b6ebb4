import { channels } from "../../runtime/request/channel";
import { exampleSecrets } from "../helpers/fake-secrets";
import { lazily } from "./lazily";
import { onTheWire, type Wire } from "./wire";

const withoutTemplate = Object.fromEntries(
  Object.entries(exampleSecrets).map(([name, value]) => {
    if (!name.includes("sms-credentials")) return [name, value];
    const { twilio_template_sid: _, ...others } = JSON.parse(value);
    return [name, JSON.stringify(others)];
  }),
);

/** Messages whose way is recorded, each once. */
export const scenes: Readonly<Record<string, () => Promise<Wire>>> = {
  ...Object.fromEntries(channels.map((channel) => [channel, lazily(() => onTheWire({ channel }))])),
  "sms without a template": lazily(() => onTheWire({ channel: "sms", secrets: withoutTemplate })),
  "email with a page to unsubscribe": lazily(() =>
    onTheWire({
      channel: "email",
      context: {
        company_data_payload: {
          channel_config: { email: { unsubscribe_url: "https://cucumber.example/unsubscribe?who=1" } },
        },
      },
    }),
  ),
};

export const wireOf = (scene: string): Promise<Wire> =>
  scenes[scene]?.() ?? Promise.reject(new Error(`no scene ${scene}`));
