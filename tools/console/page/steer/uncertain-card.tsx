import { useEffect, useState } from "preact/hooks";
import { type ConversationPage, type ConversationSummary, noFilter } from "../../api/conversation";
import { Card } from "../parts/frames";
import { channelText, timeText } from "../parts/words";
import { get } from "../state/api";
import { conversationHref } from "../state/route";
import { about, onConversations, orSay } from "../state/store";
import { SettleDialog } from "./decision-dialogs";

const useUncertain = (): readonly ConversationSummary[] | undefined => {
  const [found, setFound] = useState<readonly ConversationSummary[]>();
  useEffect(() => {
    let ended = false;
    const read = (): Promise<void> =>
      orSay(async () => {
        const page = await get<ConversationPage>("/api/conversations", { ...noFilter, status: "delivery_unknown" });
        if (!ended) setFound(page.rows);
      });
    read();
    const stop = onConversations(({ changed }) => {
      const isOurs = ({ id, status }: ConversationSummary): boolean =>
        status === "delivery_unknown" || (found ?? []).some((row) => row.id === id);
      if (changed.some(isOurs)) read();
    });
    return () => {
      ended = true;
      stop();
    };
  }, [found?.length]);
  return found;
};

/** Sends of which nobody knows whether they came about. */
export const UncertainCard = () => {
  const found = useUncertain();
  const [asking, setAsking] = useState<ConversationSummary>();
  return (
    <Card id="uncertain-title" title="Uncertain sends">
      <p class="faint">The engine never sends these again by itself. Look at the carrier, then say what happened.</p>
      {found?.length === 0 && <p>None. Every message is sent, on its way, or failed for a known reason.</p>}
      <ul class="things">
        {found?.map((row) => (
          <li key={row.id}>
            <span>
              <a href={conversationHref(row.id)}>{row.name === "" ? row.recipient : row.name}</a>{" "}
              <span class="faint">
                {channelText(row.channel)}, {timeText(row.accepted_at)}
              </span>
            </span>
            <button type="button" class="button" disabled={!about.value?.mayAct} onClick={() => setAsking(row)}>
              Settle
            </button>
          </li>
        ))}
      </ul>
      {asking && <SettleDialog row={asking} onClose={() => setAsking(undefined)} />}
    </Card>
  );
};
