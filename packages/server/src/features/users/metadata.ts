/** Pairs of metadata that a user may have in all, as published. */
export const longestMetadata = 50
