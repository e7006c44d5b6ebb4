/** The end of every command's help. */
export const sharedHelp = `  --stack NAME     the stack of Pulumi.NAME.yaml (default: local)
  --ready FILE     the local engine that wrote FILE (default: .local/ready.json, which npm start writes)
  --region REGION  a deployed stack's region (default: aws:region of its config)
  --json           answers in JSON
  --help           shows this

PROJECT is COMPANY/PROJECT, or the project's id alone where only one company has it.
Exit code: 0 done, 1 not done (the answer says why), 2 wrong usage.
`;
