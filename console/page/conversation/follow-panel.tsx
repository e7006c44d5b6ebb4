import { StatusBadge } from "../parts/badge";
import { Ticks } from "../parts/ticks";
import { useFollowed } from "../state/followed";
import { conversationHref } from "../state/route";
import { Timeline } from "./timeline";

/** What becomes of one conversation, while it does. */
export const FollowPanel = ({ id }: { readonly id: string }) => {
  const { view } = useFollowed(id);
  const sends = view?.timeline.filter(({ source }) => source === "carrier").length ?? 0;
  return (
    <div class="follow" data-conversation={id}>
      <p class="follow-head">
        {view === undefined ? (
          <span class="faint">Queued; waiting for a processor …</span>
        ) : (
          <>
            <StatusBadge status={view.summary.status} /> <Ticks delivery={view.summary.delivery} />
            {sends > 0 && (
              <span class={sends === 1 ? "good" : "bad"} data-sends={sends}>
                {sends === 1 ? "The carrier has it once." : `The carrier has it ${sends} times!`}
              </span>
            )}
          </>
        )}
      </p>
      {view && <Timeline entries={view.timeline} />}
      <p>
        <a href={conversationHref(id)}>Open the conversation</a>
      </p>
    </div>
  );
};
