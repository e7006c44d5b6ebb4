import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as t from "io-ts";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { consentOf } from "../../ops/consent/consent-of";
import type { ConsentView, KnownConsent } from "../api/consent";
import type { ThreadMessage } from "../api/conversation";
import { type KnownConversation, Text } from "./known-conversation";
import type { Veil } from "./veil";

/** What the recipient has said, and whether anything may be said to them. */
export type Correspondence = { readonly received: readonly ThreadMessage[]; readonly consent: KnownConsent };

/** A received message, as far as it is shown; one that belongs to no conversation has none. */
const Received = t.intersection([
  t.type({ message_id: t.string, timestamp: t.string, content: Text, message_kind: Text, company_id: Text }),
  t.partial({ conversation: t.string, media: t.array(t.type({ content_type: t.string })) }),
]);

const messageOf =
  (veil: Veil) =>
  ({ message_id, timestamp, content, message_kind, media = [] }: t.TypeOf<typeof Received>): ThreadMessage => ({
    text: content === "" ? "" : veil.text(content),
    at: timestamp,
    from: "recipient",
    kind: message_kind || null,
    files: media.map(({ content_type }) => content_type),
    delivery: null,
    message_id,
  });

/** As the console shows it. */
export const shownConsent = (view: ConsentView, veil: Veil): ConsentView => ({
  ...view,
  address: view.address === null ? null : veil.address(view.address),
});

/** Reads what stands beside a conversation's record: what came in, and the consent item of its recipient. */
export const correspondenceOf = async (
  env: Pick<OpsEnv, "lookups" | "consent">,
  { company_id, primary_channel, conversation_id }: KnownConversation,
  veil: Veil,
): Promise<Correspondence> => {
  const [items, consent] = await Promise.all([
    env.lookups.receivedFrom(primary_channel),
    consentOf(env, { company_id, address: primary_channel })(),
  ]);
  return {
    received: pipe(
      items,
      RA.filterMap(flow(Received.decode, O.fromEither)),
      RA.filter((one) => one.conversation === conversation_id),
      RA.map(messageOf(veil)),
    ),
    consent: pipe(
      consent,
      E.match(
        (problem): KnownConsent => ({ problem }),
        (view) => shownConsent(view, veil),
      ),
    ),
  };
};
