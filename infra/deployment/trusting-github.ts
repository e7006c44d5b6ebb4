import { GITHUB_HOST } from "./deployment-arns";

export type GithubTrust = {
  readonly providerArn: string;
  readonly subjectPrefix: string;
  /** A GitHub environment; its protection rules decide who gets to use the role. */
  readonly environment: string;
};

/** A trust policy for the jobs of one environment of one repository. */
export const trustingGithub = ({ providerArn, subjectPrefix, environment }: GithubTrust): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB_HOST}:aud`]: "sts.amazonaws.com",
            [`${GITHUB_HOST}:sub`]: `${subjectPrefix}:environment:${environment}`,
          },
        },
      },
    ],
  });
