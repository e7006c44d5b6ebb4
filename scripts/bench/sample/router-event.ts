import { randomUUID } from "node:crypto";
import { validBody } from "../../../tests/helpers/valid-body";

/** A sound request's part of a proxy event, with an id of its own. */
export const routerEvent = (): { readonly body: string } => ({
  body: JSON.stringify(validBody({ request_data: { request_id: randomUUID() } })),
});
