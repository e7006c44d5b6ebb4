import { sharedHelp } from "../shared-help";

export const listHelp = `Lists the projects of a stack's config: status, channels, which of them are simulated, limits, keys' labels.

  npm run project -- list [options]

${sharedHelp}`;
