import { chartsOf, type Place } from "./charts";
import { rowOf, type Widget } from "./widget";

/** What a dashboard of the stack shows, for CloudWatch. */
export const dashboardBody = (place: Place, region: string): { readonly widgets: readonly Widget[] } => ({
  widgets: chartsOf(place).flatMap(rowOf(region)),
});
