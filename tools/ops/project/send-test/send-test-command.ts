import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../../../../runtime/codec/json";
import { channels } from "../../../../runtime/request/request";
import { WrongUsage, wholeNumber } from "../../../command-line";
import { acceptedIn } from "../../stack-file/config-faults";
import { namedProject } from "../../stack-file/stack-file";
import { onStackInEffect } from "../on-stack-in-effect";
import { type AtDesk, chosenProject, commandForProject } from "../project-command";
import { sendMessage } from "./send-message";

const dataOf = (text: string): JsonObject => {
  try {
    const data: unknown = JSON.parse(text);
    if (isJsonObject(data)) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new InvalidArgumentError('Expected a JSON object, for example {"jobRole":"Gardener"}.');
};

/** `send-test`: one message through the real endpoint, followed to its end. */
export const sendTestCommand = (atDesk: AtDesk) =>
  commandForProject(
    "send-test",
    "sends one message through the API with the project's own key, and follows the conversation to its end",
  )
    .addOption(new Option("--channel <name>", "else the project's first").choices(channels))
    .option("--to <address>", "the recipient's number or address; else, for a simulated channel, an example's")
    .option("--data <json>", "what the message is about: project_data", dataOf, {})
    .option("--really", "sends though the channel is not simulated; needs --to", false)
    .option("--timeout <n>", "seconds to wait for the delivery", wholeNumber(1), 120)
    .addHelpText(
      "after",
      `
Exit code 0 means delivered. Only a simulated channel is used, which reaches nobody, unless --really says otherwise.
Address and key: of a local engine from its ready file; of a deployed stack from AI_MULTI_COMMS_API_URL and
AI_MULTI_COMMS_API_KEY where both are set, else from npx pulumi stack output.`,
    )
    .action((behind, { project, timeout: seconds, ...asked }) => {
      const name = chosenProject("send-test", behind, project);
      const { channel, to, really } = asked;
      if (really && to === undefined) throw new WrongUsage("--really needs --to: who is to get the message");
      return atDesk(async (desk) => {
        const { folder, file, json, terminal } = desk;
        if (to !== undefined && channel !== undefined) {
          const accepted = acceptedIn(folder, ["channels", channel, "sender"])(to);
          if (E.isLeft(accepted)) throw new WrongUsage(`--to ${accepted.left}`);
        }
        const entry = namedProject(file, name);
        const say = json ? () => undefined : terminal.print;
        return onStackInEffect(desk, (inEffect) => sendMessage(inEffect, entry, { ...asked, seconds }, say));
      });
    });
