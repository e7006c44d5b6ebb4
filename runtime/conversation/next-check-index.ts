/** The sparse index of conversations that are not final, by the time at which the sweeper looks at them. */
export const NEXT_CHECK_INDEX = "next-check-index";
