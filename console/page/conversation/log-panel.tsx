import type { LogLineView } from "../../api/conversation-view";
import { exactTime } from "../parts/words";

/** The functions' log lines about a conversation. */
export const LogPanel = ({ lines, note }: { readonly lines: readonly LogLineView[]; readonly note: string }) => (
  <div>
    <p class="faint">{note}</p>
    {lines.length === 0 ? (
      <p>No lines.</p>
    ) : (
      <ol class="log">
        {lines.map((line, index) => (
          <li key={`${line.at}${index}`} class={`log-${line.level.toLowerCase()}`}>
            <p class="log-head">
              <time dateTime={line.at}>{exactTime(line.at)}</time> <span>{line.level}</span> <span>{line.source}</span>
            </p>
            <code>{line.text}</code>
          </li>
        ))}
      </ol>
    )}
  </div>
);
