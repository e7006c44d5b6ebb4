import type { Grant } from "../grant";
import type { Place } from "../place";

export const networkGrants = (_place: Place): readonly Grant[] => [];
