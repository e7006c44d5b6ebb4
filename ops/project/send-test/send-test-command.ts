import { namedProject } from "../../stack-file/named-project";
import { readStackFile } from "../../stack-file/stack-file";
import { onStackInEffect } from "../connect/on-stack-in-effect";
import { placeIn } from "../connect/place";
import type { ProjectCommand } from "../project-command";
import { askedMessage } from "./asked-message";
import { sendMessage } from "./send-message";
import { sendTestHelp } from "./send-test-help";

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
