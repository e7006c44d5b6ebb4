import { sharedHelp } from "../shared-help";

export const disableHelp = `Disables a project: its requests are refused with 403 PROJECT_INACTIVE. What is queued is still sent.

  npm run project -- disable PROJECT --reason "why" [options]

  The config is changed, so that the next up leaves it so, and the record, so that it holds at once. Where the record cannot
  be reached, the answer says so and the exit code is 1. The reason, the time and who did it stand behind project_status in
  the config file: commit it. An enabled project is as it was; keys are not touched.

  --reason TEXT    why; no personal data, please
${sharedHelp}`;

export const enableHelp = `Enables a project that was disabled, in the config and at once in the record.

  npm run project -- enable PROJECT --reason "why" [options]

  --reason TEXT    why; stands behind project_status in the config file with the time and who did it
${sharedHelp}`;
