import { about } from "../state/store";
import { ActionList } from "../steer/action-list";
import { DeadLetterCard } from "../steer/dead-letter-card";
import { ProjectCard } from "../steer/project-card";
import { UncertainCard } from "../steer/uncertain-card";

/** What an operator decides; each decision is asked for twice and recorded. */
export const SteerView = () => (
  <>
    <div class="view-head">
      <h1>Steer it</h1>
      <p class="faint">Every step asks for a reason and is recorded as {about.value?.operator ?? "…"}.</p>
    </div>
    {about.value?.mayAct === false && (
      <p class="hint">This console only looks. Start it with --allow-actions to act on {about.value.stack}.</p>
    )}
    <div class="columns">
      <DeadLetterCard />
      <UncertainCard />
      <ProjectCard />
    </div>
    <ActionList />
  </>
);
