import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { chartsOf, type Place, rowOf, type Widget } from "./charts";

/** What a dashboard of the stack shows, for CloudWatch. */
export const dashboardBody = (place: Place, region: string): { readonly widgets: readonly Widget[] } => ({
  widgets: chartsOf(place).flatMap(rowOf(region)),
});

/** The stack's dashboard; gives its address in the AWS console. */
export const stackDashboard = (place: Place, account: pulumi.Output<Account>): pulumi.Output<string> => {
  const dashboard = new aws.cloudwatch.Dashboard("dashboard", {
    dashboardName: place.names("dashboard"),
    dashboardBody: account.apply(({ region }) => JSON.stringify(dashboardBody(place, region))),
  });
  return pulumi
    .all([account, dashboard.dashboardName])
    .apply(
      ([{ region }, name]) =>
        `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`,
    );
};
