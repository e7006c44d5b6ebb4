import { readProjects } from "../../../infra/config/read-projects";
import { changedData } from "../../stack-file/changed-data";

const assistant = { model: "m", instructions: "i", content_variables: { "1": "v" } };

/** An entry without faults, in which one field at a time is tried. */
const sample = {
  company_id: "c",
  project_id: "p",
  company_name: "C",
  project_name: "P",
  channels: {
    whatsapp: { sender: "+447400000001", assistant },
    sms: { sender: "+447400000001", assistant },
    email: { sender: "jobs@company.example", assistant },
  },
};

/** What the program would say against a value in a field of an entry, `channels.email.sender` for example. */
export const fieldFault = (folder: string, path: readonly string[], value: unknown): string | undefined => {
  const { faults } = readProjects(JSON.stringify([changedData(sample, path, value)]), folder);
  return faults.find(({ key }) => key.startsWith(`projects[0].${path.join(".")}`))?.fault;
};
