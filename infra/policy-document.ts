import * as pulumi from "@pulumi/pulumi";

/** One statement of a policy: what is allowed on which resources. */
export type Statement = {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
  /** By operator and condition key. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

/** A policy that allows exactly `statements`. */
export const policyDocument = (statements: readonly Statement[]): pulumi.Output<string> =>
  pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, actions, resources, condition }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: [...actions],
      Resource: [...resources],
      ...(condition === undefined ? {} : { Condition: condition }),
    })),
  });

/** Nobody gets at a resource without TLS, by whatever action of a service. */
export const tlsOnly = <R>(action: string, resource: R) => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** Who may assume a role, and under which condition. */
export const assumedBy = (service: string, condition: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", ...condition }],
  });
