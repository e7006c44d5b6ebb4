import { useState } from "preact/hooks";
import type { ProjectView } from "../../api/about";
import type { ProjectDetails } from "../../api/project";
import { Button } from "../parts/button";
import { AskButton } from "../parts/confirm";
import { Card } from "../parts/frames";
import { Time } from "../parts/time";
import { get } from "../state/api";
import { projectName } from "../state/route";
import { about, orSay } from "../state/store";

type KeyView = ProjectDetails["keys"][number];

const KeyRow = ({ project, view }: { readonly project: ProjectView; readonly view: KeyView }) => {
  const [value, setValue] = useState<string>();
  const reveal = async (): Promise<void> => {
    const query = { company: project.company_id, project: project.project_id, id: view.id };
    setValue((await get<{ readonly value: string }>("/api/key", query)).value);
  };
  return (
    <li data-key={view.label ?? view.id}>
      <span>
        <strong>{view.label === null ? view.id : `Key ${view.label}`}</strong>{" "}
        <span class="faint">
          {view.lastUsed === null ? (
            "not seen used"
          ) : (
            <>
              last used <Time at={view.lastUsed} />
            </>
          )}
        </span>
        {value && <code class="value">{value}</code>}
      </span>
      {about.value?.maySend && (
        <Button onPress={() => (value === undefined ? orSay(reveal) : setValue(undefined))}>
          {value === undefined ? "Show" : "Hide"}
        </Button>
      )}
    </li>
  );
};

const RotateButton = ({ project, isFirst }: { readonly project: ProjectView; readonly isFirst: boolean }) => (
  <AskButton
    label={isFirst ? "Rotate the key" : "Remove the old key"}
    title={isFirst ? "Add a second key?" : "Remove the old key?"}
    verb={isFirst ? "Add a key" : "Remove it"}
    action="rotate-key"
    isDangerous={!isFirst}
    input={{
      project: { company_id: project.company_id, project_id: project.project_id },
      step: isFirst ? "add" : "finish",
    }}
  >
    <p>
      {isFirst
        ? "Both keys work until the old one is removed. The config is written, and the engine brought up to date: some ten seconds."
        : "From then on the old key is refused. That is not done while the new one does not let the project in."}
    </p>
  </AskButton>
);

/** A project's API keys, when they were last used, and their rotation. */
export const KeyCard = ({ project, details }: { readonly project: ProjectView; readonly details: ProjectDetails }) => {
  const { keys, keysNote } = details;
  const isLocal = about.value?.kind === "local";
  return (
    <Card id="keys-title" title="API keys">
      <ul class="things">
        {keys.map((view) => (
          <KeyRow key={view.id} project={project} view={view} />
        ))}
      </ul>
      <p class="faint">{keysNote}</p>
      {isLocal ? (
        <div class="buttons">
          <RotateButton project={project} isFirst={keys.length < 2} />
        </div>
      ) : (
        <p>
          A key of a deployed stack changes with a deployment:{" "}
          <code>
            npm run project -- rotate-key {projectName(project)} --stack {about.value?.stack}
          </code>
        </p>
      )}
    </Card>
  );
};
