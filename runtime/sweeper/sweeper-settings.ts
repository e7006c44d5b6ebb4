/** Plain data that the Pulumi program closes over for the sweeper. */
export type SweeperSettings = {
  readonly reconcileAfterSeconds: number;
  readonly carrierTimeoutSeconds: number;
  readonly twilioUrl: string;
  readonly sendgridUrl: string;
};
