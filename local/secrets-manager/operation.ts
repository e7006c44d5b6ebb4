import type { Input } from "./operation-input";
import type { SecretStore } from "./secret-store";

/** One operation of the service: parameters in, answer out, a ServiceError thrown. */
export type Operation = (store: SecretStore, input: Input) => Readonly<Record<string, unknown>>;
