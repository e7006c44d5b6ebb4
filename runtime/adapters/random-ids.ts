import { randomUUID } from "node:crypto";
import type { Ids } from "../ports/ids";

export const randomIds: Ids = { next: () => randomUUID() };
