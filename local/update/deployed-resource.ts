import type { RegisteredResource } from "../engine/registered-resource";
import type { Created } from "../engine/run-types";
import type { Inputs } from "../resources/read-input";

/** A resource as the last deployment left it. */
export type DeployedResource = Pick<
  RegisteredResource,
  "urn" | "type" | "name" | "protect" | "retainOnDelete" | "deletedWith"
> & {
  /** The urn under which it was made first: names and ids come from it. */
  readonly origin: string;
  /** With the hash of an archive in its place. */
  readonly inputs: Inputs;
  readonly created: Created;
};

/** What the program declares of a resource that is made, beside its inputs. */
export const isDeployed = ({ custom, remote, read }: RegisteredResource): boolean => (custom || remote) && !read;
