import { text } from "../setting";

/** Who deploys the stack from GitHub, and where Pulumi keeps its state. */
export const deploymentSettings = {
  githubSubjectPrefix: text({
    pattern: /^repo:[^\s:*?/]+\/[^\s:*?/]+$/,
    expected:
      "the subject prefix of a repository, as GitHub shows it: repo:OWNER/NAME, with numeric ids where it has them",
    fallback: undefined,
    example: "repo:example/ai-multi-comms",
    about: "Repository whose workflows may deploy; roles for them are declared when set.",
  }),
  githubOidcProviderArn: text({
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    expected: "the ARN of an identity provider for token.actions.githubusercontent.com",
    fallback: undefined,
    example: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    about: "The account's identity provider for GitHub, where it exists already; made when not set.",
  }),
  stateBucket: text({
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    expected: "the name of an S3 bucket",
    fallback: undefined,
    example: "example-pulumi-state",
    about: "Bucket of Pulumi's state, which the deployment roles may use; none with Pulumi Cloud.",
  }),
  stateKmsKeyArn: text({
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    expected: "the ARN of a KMS key (not of an alias)",
    fallback: undefined,
    example: "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666",
    about: "Key that encrypts the secrets in the state, which the deployment roles may decrypt with.",
  }),
} as const;
