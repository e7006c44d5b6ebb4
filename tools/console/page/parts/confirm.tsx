import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { wordsOf } from "../../api/action";
import { act } from "../state/api";
import { about, say } from "../state/store";
import { Button } from "./button";

type ConfirmProps = {
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  readonly verb: string;
  readonly action: string;
  readonly input: object;
  readonly isDangerous?: boolean;
  /** What has to be said first. */
  readonly missing?: string | undefined;
  readonly onReceipt?: (receipt: object) => void;
  readonly onClose: () => void;
};

type AskButtonProps = Omit<ConfirmProps, "onClose"> & {
  readonly label: string;
  readonly kind?: "main";
  readonly isOff?: boolean;
  /** The dialog was closed, whatever came of it. */
  readonly onClosed?: () => void;
};

/** A button that asks before it acts; off where nobody may act. */
export const AskButton = ({ label, kind, isOff = false, onClosed, ...asked }: AskButtonProps) => {
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    onClosed?.();
  };
  return (
    <>
      <Button {...(kind && { kind })} isOff={isOff || !about.value?.mayAct} onPress={() => setAsking(true)}>
        {label}
      </Button>
      {asking && <Confirm {...asked} onClose={close} />}
    </>
  );
};

/** Asks before an action, and for the reason, which is recorded. */
export const Confirm = ({
  title,
  children,
  verb,
  action,
  input,
  isDangerous = false,
  missing,
  onReceipt,
  onClose,
}: ConfirmProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const perform = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (missing !== undefined) return setProblem(missing);
    if (reason.trim() === "") return setProblem("Say why: the reason is recorded.");
    setBusy(true);
    try {
      const { action: entry, receipt } = await act(action, { ...input, reason });
      if (entry.state !== "done") {
        setBusy(false);
        return setProblem(entry.text);
      }
      if (receipt !== null) onReceipt?.(receipt);
      say(entry.text);
      onClose();
    } catch (error) {
      setBusy(false);
      setProblem(wordsOf(error));
    }
  };

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <form onSubmit={perform}>
        <h2 id="dialog-title">{title}</h2>
        {children}
        <label class="field">
          <span>Reason</span>
          <input
            name="reason"
            value={reason}
            autocomplete="off"
            aria-describedby="dialog-reason"
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <small id="dialog-reason">Recorded with your name and the time. No personal data, please.</small>
        </label>
        <p class="problem" role="alert">
          {problem}
        </p>
        <div class="buttons">
          <Button onPress={() => dialog.current?.close()}>Leave it</Button>
          <Button submits kind={isDangerous ? "danger" : "main"} isOff={busy}>
            {busy ? "Working …" : verb}
          </Button>
        </div>
      </form>
    </dialog>
  );
};
