import { notYet } from "../setting";

/** Keys that are reserved, and refused until the engine does what they ask for. */
export const plannedSettings = {
  auditTrail: notYet(false, "Records reads of secrets and tables in CloudTrail."),
  privateNetwork: notYet(false, "Runs the functions in a network of their own with fixed addresses."),
  githubSubjectPrefix: notYet("", "Subject prefix of the GitHub repository that may deploy."),
  githubOidcProviderArn: notYet("", "The account's GitHub identity provider, where it exists already."),
} as const;
