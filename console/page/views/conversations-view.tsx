import { ConversationFilterForm } from "../conversation/conversation-filter";
import { ConversationList } from "../conversation/conversation-list";
import { ConversationPage } from "../conversation/conversation-page";
import { Empty } from "../parts/empty";
import { route } from "../state/route";

/** The list, and beside it the conversation that is open. */
export const ConversationsView = () => {
  const open = route.value.conversation;
  return (
    <div class={open === undefined ? "conversations" : "conversations conversations-open"}>
      <section class="conversations-list" aria-label="List">
        <div class="view-head">
          <h1>Conversations</h1>
        </div>
        <ConversationFilterForm />
        <ConversationList open={open} />
      </section>
      <section class="conversations-one" aria-label="Conversation">
        {open === undefined ? (
          <Empty title="Choose a conversation">
            <p>It opens here: the message as its recipient sees it, and everything that led to it.</p>
          </Empty>
        ) : (
          <ConversationPage key={open} id={open} />
        )}
      </section>
    </div>
  );
};
