import type { IncomingHttpHeaders } from "node:http";

/** The key of an `Authorization: Bearer` header, or undefined. */
export const bearerKey = ({ authorization = "" }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];
