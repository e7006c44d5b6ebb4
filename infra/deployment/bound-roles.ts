import * as pulumi from "@pulumi/pulumi";
import { DEPLOYMENT_PATH } from "./deployment-arns";

/** Sets a boundary on every role declared from now on that has none, but for those that deploy. */
export const boundRoles = (boundaryArn: pulumi.Input<string>): void => {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "aws:iam/role:Role" && props.permissionsBoundary === undefined && props.path !== DEPLOYMENT_PATH
      ? { props: { ...props, permissionsBoundary: boundaryArn }, opts }
      : undefined,
  );
};
