import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { namesFor } from "../names";
import { chartsOf, rowOf, type Widget } from "./charts";

/** What a dashboard of the stack shows, for CloudWatch. */
export const dashboardBody = (stack: string, region: string): { readonly widgets: readonly Widget[] } => ({
  widgets: chartsOf(stack).flatMap(rowOf(region)),
});

/** The stack's dashboard; gives its address in the AWS console. */
export const stackDashboard = (stack: string, account: pulumi.Output<Account>): pulumi.Output<string> => {
  const dashboard = new aws.cloudwatch.Dashboard("dashboard", {
    dashboardName: namesFor(stack)("dashboard"),
    dashboardBody: account.apply(({ region }) => JSON.stringify(dashboardBody(stack, region))),
  });
  return pulumi
    .all([account, dashboard.dashboardName])
    .apply(
      ([{ region }, name]) =>
        `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`,
    );
};
