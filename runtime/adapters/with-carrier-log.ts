import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { LogEvent } from "../log/log-event";
import type { Carrier } from "../ports/carrier";
import type { Log } from "../ports/log";
import type { Stopwatch } from "../ports/stopwatch";
import type { Channel } from "../request/channel";

export type CarrierLogOptions = { readonly log: Log; readonly stopwatch: Stopwatch; readonly channel: Channel };

/** The same carrier, with a log line for each message handed to it: how long that took and what became of it. */
export const withCarrierLog = (carrier: Carrier, { log, stopwatch, channel }: CarrierLogOptions): Carrier => ({
  ...carrier,
  send: (credentials, message) => () => {
    const elapsed = stopwatch();
    const event = (status: string): LogEvent => ({
      event: "carrier_called",
      conversation_id: message.conversationId,
      attempt_id: message.attemptId,
      channel,
      status,
      duration_ms: elapsed(),
    });
    return pipe(
      carrier.send(credentials, message),
      TE.tapIO(
        ({ messageId }) =>
          () =>
            log.info({ ...event("Accepted"), message_id: messageId })(),
      ),
      TE.tapError(({ _tag }) => TE.fromIO(() => log.info(event(_tag))())),
    )();
  },
});
