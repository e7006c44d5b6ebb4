import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GITHUB_HOST } from "./deployment-arns";

/**
 * The account's identity provider for GitHub: the given one, or a new one. There is one in an account, so a new one stays
 * when the stack is destroyed.
 */
export const githubProvider = (
  givenArn: string | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> =>
  givenArn === undefined
    ? new aws.iam.OpenIdConnectProvider(
        "github",
        { url: `https://${GITHUB_HOST}`, clientIdLists: ["sts.amazonaws.com"] },
        { ...opts, retainOnDelete: true },
      ).arn
    : pulumi.output(givenArn);
