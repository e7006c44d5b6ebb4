import { Badge } from "../parts/badge";
import { Card, Empty, ViewHead } from "../parts/frames";
import { channelNames } from "../parts/words";
import { hrefOf, projectHref, projectName, route } from "../state/route";
import { about } from "../state/store";
import { ProjectPage, SwitchButton } from "./project-page";
import { TotalsCard } from "./totals-card";

const ProjectList = () => (
  <Card id="projects-title" title="All projects">
    <ul class="things">
      {about.value?.projects.map((project) => (
        <li key={projectName(project)} data-project={project.project_id}>
          <span>
            <a href={projectHref(project)}>
              {project.company_name} · {project.project_name}
            </a>{" "}
            <Badge text={project.status} tone={project.status === "active" ? "good" : "bad"} />{" "}
            <span class="faint">{project.channels.map((channel) => channelNames[channel]).join(", ")}</span>
          </span>
          <SwitchButton project={project} />
        </li>
      ))}
    </ul>
  </Card>
);

/** Every project, or the one that is open. */
export const ProjectsView = () => {
  const open = route.value.one;
  const project = about.value?.projects.find((one) => projectName(one) === open);
  if (about.value === undefined) return <Empty title="Loading …" isPage />;
  if (project) return <ProjectPage key={open} project={project} />;
  if (open !== undefined)
    return (
      <Empty title="There is no such project" isPage>
        <p>
          {about.value.stack} has no project {open}. <a href={hrefOf("projects")}>All projects</a>
        </p>
      </Empty>
    );
  return (
    <>
      <ViewHead title="Projects">
        Their keys, limits, channels and templates, and what became of their requests.
      </ViewHead>
      <ProjectList />
      {about.value.kind === "local" && <TotalsCard />}
    </>
  );
};
