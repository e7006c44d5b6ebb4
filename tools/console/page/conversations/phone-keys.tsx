import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../api/conversation";
import { Button } from "../parts/button";
import { act } from "../state/api";
import { say, useWork } from "../state/store";

type KeysProps = { readonly row: ConversationSummary; readonly isMail: boolean };

/** Answers as the recipient: writes, sends a picture, says stop. */
export const PhoneKeys = ({ row, isMail }: KeysProps) => {
  const [text, setText] = useState("");
  const [busy, begin] = useWork();

  const answer = (what: "text" | "picture" | "unsubscribe", words = ""): Promise<void> =>
    begin(async () => {
      const { action } = await act("answer", { conversation_id: row.id, what, text: words });
      if (action.state !== "done") return say(action.text, "bad");
      setText("");
    });

  return (
    <form
      class="phone-keys"
      aria-label="Answer as the recipient"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "" && !busy) answer("text", text);
      }}
    >
      <div class="phone-write">
        <input
          name="answer"
          aria-label="Write as the recipient"
          placeholder="Write as the recipient"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button submits kind="main" isOff={busy}>
          {isMail ? "Reply" : "Send"}
        </Button>
      </div>
      <div class="phone-quick">
        {isMail ? (
          <Button isOff={busy} onPress={() => answer("unsubscribe")}>
            Unsubscribe
          </Button>
        ) : (
          <Button isOff={busy} onPress={() => answer("text", "STOP")}>
            Answer STOP
          </Button>
        )}
        <Button isOff={busy} onPress={() => answer("picture", text)}>
          Send a picture
        </Button>
      </div>
    </form>
  );
};
