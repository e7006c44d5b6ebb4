import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../secret-arn";
import type { Place } from "./charts";
import { dashboardBody } from "./dashboard-body";

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
