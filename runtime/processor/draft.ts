import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { saveDraft } from "../conversation/transitions/save-draft";
import { changeConversation } from "./change-conversation";
import type { ProcessorEnv, Step } from "./processor-env";
import type { Setback } from "./setback";
import type { Drafted, Prepared } from "./stages";
import { writeDraft } from "./write-draft";

const writeAndSave = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  pipe(
    writeDraft(prepared),
    RTE.chainFirstW((draft) =>
      RTE.asksReaderTaskEither(({ clock }: ProcessorEnv) =>
        changeConversation(prepared, saveDraft(prepared.lease, draft, clock.now())),
      ),
    ),
    RTE.map((draft) => ({ ...prepared, draft })),
  );

/** The message's words: an earlier worker's, or newly written and saved. */
export const draft = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  prepared.savedDraft === undefined ? writeAndSave(prepared) : RTE.right({ ...prepared, draft: prepared.savedDraft });
