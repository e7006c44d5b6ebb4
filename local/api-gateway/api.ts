import type { GatewayResponse } from "./gateway-responses";
import type { Integration } from "./integration";
import type { PathSegment } from "./path-template";

/** One method of one resource. The method `ANY` answers whatever no other method of the resource does. */
export type Route = {
  readonly resource: string;
  readonly resourceId: string;
  readonly segments: readonly PathSegment[];
  readonly method: string;
  readonly keyRequired: boolean;
  readonly integration: Integration;
};

export type Api = {
  readonly id: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly routes: readonly Route[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; undefined when compression is off. */
  readonly minimumCompressionSize: number | undefined;
};
