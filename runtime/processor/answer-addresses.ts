import { addressHash } from "../conversation/consent";
import { sealReference } from "../conversation/reference";
import { replyMailbox, unsubscribeMailbox } from "../conversation/reply-token";
import type { Outbound } from "../ports/carrier";
import type { Committed } from "./stages";

/** Where a person answers a mail, and where one says that there shall be no more; the other channels have their own ways. */
type AnswerAddresses = Pick<Outbound, "unsubscribeUrl" | "unsubscribeAddress" | "replyTo">;

const none: AnswerAddresses = { unsubscribeUrl: undefined, unsubscribeAddress: undefined, replyTo: undefined };

/**
 * The project's own page where it has one, else ours below `base`. What unsubscribes is made with the key of the consent items, which
 * never changes: a mail may be years old.
 */
export const answerAddresses = (
  { message, key, setup, receiptKey, consentKey }: Committed,
  base: string,
): AnswerAddresses => {
  const { channel, id, project } = message.request;
  if (channel !== "email") return none;
  const address = key.primary_channel;
  const atReplyDomain = (mailbox: string): string | undefined =>
    setup.replyDomain === undefined ? undefined : `${mailbox}@${setup.replyDomain}`;
  const hash = addressHash(consentKey, project.company_id, address);
  return {
    unsubscribeUrl:
      setup.unsubscribeUrl ?? `${base}/${sealReference(consentKey, { kind: "unsubscribe", ...project, address })}`,
    unsubscribeAddress: atReplyDomain(unsubscribeMailbox(consentKey, project.company_id, hash)),
    replyTo: atReplyDomain(replyMailbox(receiptKey, project, id)),
  };
};
