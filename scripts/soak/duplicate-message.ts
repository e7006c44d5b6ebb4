import * as E from "fp-ts/Either";
import type { JsonObject } from "../../runtime/codec/json-object";
import { channelSetup } from "../../runtime/company/channel-setup";
import { buildContext } from "../../runtime/context/build-context";
import { type QueuedMessage, queuedMessage } from "../../runtime/context/queued-message";
import { validateRequest } from "../../runtime/request/validate-request";
import type { SoakRequest } from "./soak-request";

/** The message that the router queues for a request, made once more: what a queue that delivers twice would bring. */
export const duplicateMessage = (companies: ReadonlyMap<string, JsonObject>, request: SoakRequest): QueuedMessage => {
  const valid = validateRequest(request.body);
  const company = companies.get(request.key.company_id);
  if (E.isLeft(valid) || company === undefined) throw new Error(`request ${request.id} has no message`);
  const setup = channelSetup(company, request.channel);
  if (E.isLeft(setup)) throw new Error(`${request.channel} of ${request.key.company_id}: ${setup.left}`);
  return queuedMessage(
    buildContext(valid.right, company, {
      routerVersion: "soak",
      acceptedAt: new Date(),
      sender: setup.right.sender,
    }),
  );
};
