export const upHelpText = `Runs the Pulumi program again on the engine that npm start started, and brings its resources to what it declares
now: new ones are made, changed ones updated in place or replaced, those that are declared no more deleted; all else is
left alone. The whole program runs before anything is touched: when it fails, nothing has changed.

  npm run up -- [options]

  --folder DIR         deploys the program of another checkout of this project (with its packages installed)
  --config KEY=VALUE   overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON.
                       Kept by the engine for later updates, over what npm start was given
  --reset-config       forgets what earlier updates were given with --config
  --preview            says what would change, and changes nothing
  --ready FILE         the engine that wrote FILE (default: .local/ready.json, which npm start writes)
  --json               answers in JSON
  --help               shows this

Exit code: 0 done, 1 not done (the answer says why), 2 wrong usage.
`;
