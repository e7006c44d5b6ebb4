import { sharedHelp } from "../shared-help";

export const rotateKeyHelp = `Changes a project's API key without a gap: first there are two, then the old one is removed.

  npm run project -- rotate-key PROJECT [--up]             adds a second key; after up both work
  npm run project -- rotate-key PROJECT --show             prints the keys with their values, to be handed over
  npm run project -- rotate-key PROJECT --finish [--up]    removes the key that was there first; after up it is refused

  --finish is refused while the new key is not in effect.

  --label LABEL    names the new key (default: the next number)
  --unchecked      with --finish: does not look whether the new key is in effect
  --up             brings the config into effect, too: updates the local engine, or runs npx pulumi up
  --yes            with --up: does not let Pulumi ask
${sharedHelp}
For a deployed stack, --show asks npx pulumi stack output, which needs access to the stack's state and its secrets provider.
`;
