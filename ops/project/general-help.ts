import { sharedHelp } from "./shared-help";

/** What `npm run project` can do. */
export const generalHelp = `Projects of one stack: its config (Pulumi.NAME.yaml), and what is in effect.

  npm run project -- COMMAND [options]      npm run project -- COMMAND --help tells more

  new                          adds a project to the config; asks for what the options leave out
  list                         lists the projects of the config
  check [PROJECT]              compares what is in effect with the config; a table of what is right and wrong
  disable PROJECT              has a project's requests refused, at once
  enable PROJECT               takes them again
  rotate-key PROJECT           adds a second key; with --finish removes the first; with --show prints the keys
  send-test PROJECT            sends one message through the API and follows it to its end

${sharedHelp}`;
