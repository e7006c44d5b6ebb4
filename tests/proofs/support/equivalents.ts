/**
 * Mutants that survive because nothing differs that anybody could see, and why: mostly two conditions of which each
 * holds what the other does, so that either may go alone.
 */
export const equivalents: Readonly<Record<string, string>> = {
  "conversation/transitions.ts untouched: lease_owner dropped":
    "whoever takes a lease, or gives it up, changes its end with its owner",
  "conversation/transitions.ts recordSent: ...heldBy(lease) dropped": "the attempt's id is the holder's own",
  "conversation/transitions.ts recordSent: attempt_id: attemptId dropped": "who holds the lease has made the attempt",
  'conversation/transitions.ts markUncertain: send_state: "sending" dropped':
    "it is written for what was read in sending, and requires that nothing has moved",
  "conversation/sweeper-transitions.ts returnToDrafted: remove: goneOn dropped":
    "what is given up is left alone, not looked into",
  "conversation/sweeper-transitions.ts expire: ...released(at) dropped":
    "no write of a worker is made upon what has failed, whoever holds it",
  "processor/claim.ts resume: found.ours taken for false": "it takes its own lease over from itself",
  'processor/claim.ts claim: put === "created" taken for false': "the record is read once more, and is its own",
  'processor/guard-request.ts guardRequest: put === "created" taken for false':
    "the guard that it put is read back, and is its own",
  'receipts/record-receipt.ts isReported: conversation.send_state === "sent" && conversation.delivery_status !== null only its right part':
    "a delivery is told only of what is sent, and what is sent stays so",
};
