import * as t from "io-ts";
import { NonEmptyText } from "../../runtime/codec/non-empty-text";
import { patternString } from "../../runtime/codec/refined-string";
import { EmailAddress } from "../../runtime/request/email-address";
import { Telephone } from "../../runtime/request/telephone";
import { instructionsIn } from "./instructions-in";
import { Flag, OBJECT } from "./plain-types";

const UnsubscribePage = patternString("an https address", /^https:\/\/[^\s<>]+$/);

const assistantIn = (folder: string) =>
  t.exact(
    t.type(
      {
        model: NonEmptyText,
        instructions: instructionsIn(folder),
        content_variables: t.record(t.string, NonEmptyText, OBJECT),
      },
      OBJECT,
    ),
    OBJECT,
  );

/** Per channel: the sender, and who writes; `folder` is where files of instructions are looked for. */
export const channelsIn = (folder: string) => {
  const assistant = assistantIn(folder);
  const Optional = t.partial({ replies: assistant, simulate: Flag }, OBJECT);
  const Text = t.exact(t.intersection([t.type({ sender: Telephone, assistant }, OBJECT), Optional]), OBJECT);
  const Mail = t.exact(
    t.intersection([
      t.type({ sender: EmailAddress, assistant }, OBJECT),
      t.partial(
        { default_subject_line: NonEmptyText, email_from_name: NonEmptyText, unsubscribe_url: UnsubscribePage },
        OBJECT,
      ),
      Optional,
    ]),
    OBJECT,
  );
  return t.exact(t.partial({ whatsapp: Text, sms: Text, email: Mail }, OBJECT), OBJECT);
};
