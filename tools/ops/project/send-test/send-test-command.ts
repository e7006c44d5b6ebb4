import { namedProject, readStackFile } from "../../stack-file/stack-file";
import { onStackInEffect } from "../on-stack-in-effect";
import { placeIn } from "../place";
import { type ProjectCommand, sharedHelp } from "../project-options";
import { askedMessage } from "./asked-message";
import { sendMessage } from "./send-message";

export const sendTestHelp = `Sends one message through the API with the project's own key, and follows the conversation to its end.

  npm run project -- send-test PROJECT [options]

  Exit code 0 means delivered. Only a simulated channel is used, which reaches nobody, unless --really says otherwise.

  --channel NAME   whatsapp, sms or email (default: the project's first)
  --to ADDRESS     the recipient's number or address (default for a simulated channel: an example's)
  --data JSON      what the message is about: project_data (default: {})
  --really         sends though the channel is not simulated; needs --to
  --timeout N      seconds to wait for the delivery (default 120)
${sharedHelp}
Address and key: of a local engine from its ready file; of a deployed stack from AI_MULTI_COMMS_API_URL and
AI_MULTI_COMMS_API_KEY where both are set, else from npx pulumi stack output.
`;

/** `send-test`: one message through the real endpoint, followed to its end. */
export const sendTestCommand: ProjectCommand = (folder) => ({
  help: sendTestHelp,
  options: ["project", "channel", "to", "data", "really", "timeout"],
  prepare: (given) => {
    const asked = askedMessage(folder, given);
    const place = placeIn(folder, given.values);
    return async (terminal) => {
      const file = readStackFile(folder, place.stack);
      const entry = namedProject(file, asked.name);
      return onStackInEffect(place, file, terminal.warn, (inEffect) => sendMessage(inEffect, entry, asked, terminal));
    };
  },
});
